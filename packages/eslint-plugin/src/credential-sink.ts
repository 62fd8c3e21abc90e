import type { SourceCode } from './context.ts'
import { definitionOf, dottedName, propertyName, unwrapped, type Node } from './expressions.ts'
import { credentialHeaders, headerAt, normalized } from './headers.ts'
import { usesOf } from './uses.ts'

/**
 * Whether a value ends where only a credential can: in a credential header, as the key of an SDK
 * for servers, or in a credential parameter of an address. A constant on the way is looked through.
 */
export function reachesCredentialSink(node: Node, sourceCode: SourceCode): boolean {
  return usesOf(node, sourceCode).some((use) => endsInSink(use, sourceCode))
}

/** Packages whose keys are for servers alone. */
export const serverSdks =
  /^(?:openai|@anthropic-ai\/[\w-]+|@google\/(?:genai|generative-ai)|groq-sdk|@mistralai\/mistralai|cohere-ai|together-ai|replicate|resend|@sendgrid\/[\w-]+|stripe|twilio|@ai-sdk\/[\w-]+|@langchain\/[\w-]+|@openrouter\/[\w-]+|@pinecone-database\/pinecone|@huggingface\/inference|elevenlabs|@elevenlabs\/elevenlabs-js|@deepgram\/sdk|@notionhq\/client|@octokit\/[\w-]+|octokit|@slack\/web-api|postmark|mailgun\.js|airtable|@tavily\/core|exa-js)$/

function endsInSink(use: Node, sourceCode: SourceCode): boolean {
  let node = use
  for (let parent = node.parent; parent; node = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'TemplateLiteral':
        if (isCredentialParameter(parent.quasis[parent.expressions.indexOf(node as never)])) {
          return true
        }
        continue
      case 'LogicalExpression':
      case 'ConditionalExpression':
        continue
      case 'BinaryExpression':
        if (parent.right === node && endsAsParameter(parent.left)) return true
        continue
      case 'Property':
        return isHeaderValue(parent, node, sourceCode) || isSdkKey(parent, sourceCode)
      case 'NewExpression':
        return parent.arguments[0] === node && isServerSdk(parent.callee, sourceCode)
      case 'CallExpression':
        if (dottedName(parent.callee) === 'String') continue
        return (
          isHeaderValue(parent, node, sourceCode) ||
          isParameterSetter(parent, node) ||
          (parent.arguments[0] === node && isServerSdk(parent.callee, sourceCode))
        )
      case 'ArrayExpression':
      case 'AssignmentExpression':
        return isHeaderValue(parent, node, sourceCode)
      default:
        if (unwrapped(parent) === unwrapped(node)) continue
        return false
    }
  }
  return false
}

function isHeaderValue(holder: Node, value: Node, sourceCode: SourceCode): boolean {
  const header = headerAt(holder, sourceCode)
  return header?.value === value && credentialHeaders.has(normalized(header.name))
}

/** `new OpenAI({ apiKey })`, also in an object that is handed over a line later. */
function isSdkKey(property: Node, sourceCode: SourceCode): boolean {
  if (property.type !== 'Property' || !sdkKeys.has(normalized(propertyName(property) ?? ''))) {
    return false
  }
  return usesOf(property.parent, sourceCode).some(({ parent }) => {
    const isCall = parent?.type === 'NewExpression' || parent?.type === 'CallExpression'
    return isCall && isServerSdk(parent.callee, sourceCode)
  })
}

const sdkKeys: ReadonlySet<string> = new Set(
  'apikey accesstoken authtoken token auth secretkey key openaiapikey'.split(' '),
)

function isServerSdk(callee: Node, sourceCode: SourceCode): boolean {
  const root = callee.type === 'MemberExpression' ? callee.object : callee
  if (root.type !== 'Identifier') return false
  const binding = definitionOf(root, sourceCode)
  return binding?.kind === 'import' && serverSdks.test(binding.from)
}

/** `searchParams.set('api_key', value)` */
function isParameterSetter(call: Node, value: Node): boolean {
  if (call.type !== 'CallExpression' || call.arguments[1] !== value) return false
  const [name] = call.arguments
  const method = dottedName(call.callee) ?? ''
  const isText = name?.type === 'Literal' && typeof name.value === 'string'
  return isText && /params?\.(?:set|append)$/i.test(method) && parameter.test(`?${name.value}=`)
}

const parameter =
  /[?&](?:x[-_])?(?:api[-_]?key|apikey|api[-_]?token|access[-_]?token|auth[-_]?token|token|secret|client[-_]?secret)=$/i

function isCredentialParameter(quasi: Node | undefined): boolean {
  return quasi?.type === 'TemplateElement' && parameter.test(quasi.value.raw)
}

function endsAsParameter(node: Node): boolean {
  if (node.type === 'BinaryExpression') return endsAsParameter(node.right)
  if (node.type === 'TemplateLiteral') return isCredentialParameter(node.quasis.at(-1))
  return node.type === 'Literal' && typeof node.value === 'string' && parameter.test(node.value)
}
