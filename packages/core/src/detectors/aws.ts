import type { Confidence } from '../confidence.ts'
import { defineProvider } from '../detector.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base32, base62, base64, hex, lowerAlphanumeric } from '../sample.ts'

export default defineProvider({
  name: 'AWS',
  docs: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  detectors: [
    {
      id: 'aws-access-key-id',
      title: 'AWS access key id',
      anchors: ['akia', 'asia', 'abia', 'acca'],
      pattern: /(?<![A-Za-z0-9+/_])(?<secret>A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16})(?![A-Za-z0-9+/=_])/,
      check: looksIssued,
      why: 'It names the key whose other half, the secret access key, is seldom far away.',
      fix: 'In IAM, Users, Security credentials, make the access key inactive, then delete it.',
      examples: {
        leaks: {
          'line of a dotenv file': `AWS_ACCESS_KEY_ID=AKIA${base32(16)}`,
          'key of a session': `aws_access_key_id = ASIA${base32(16)}`,
        },
        clean: {
          'inside base64': `data:font/woff2;base64,d09GAKIA${base62(40)}`,
          'too short': `AKIA${base32(12)} is cut off`,
        },
      },
    },
    {
      id: 'aws-secret-access-key',
      title: 'AWS secret access key',
      anchors: [
        'aws_secret',
        'awssecret',
        'aws-secret',
        'secret_access_key',
        'secretaccesskey',
        'secret-access-key',
        'secret_key',
        'secretkey',
        'akia',
        'asia',
      ],
      pattern:
        /(?:[A-Za-z][\w-]{5,40}["'\])]{0,2}(?:[ \t]{0,8}(?:=>|:=|=|:|,|>)[ \t]{0,8}|[ \t]{1,8})|A[KS]IA[A-Z0-9]{16}["']?[ \t]{0,2}[,:;|][ \t]{0,2})["'`]?(?<secret>[A-Za-z0-9+/]{40})(?![A-Za-z0-9+/=_-])/,
      nearby: { words: ['aws', 'akia', 'asia', 's3', 'amazon'], within: 200, required: true },
      check: looksRandom,
      why: 'With its access key id it signs any request that its user or role may make.',
      fix: 'In IAM, Users, Security credentials, make the access key inactive, create a new one, then delete it.',
      examples: {
        leaks: {
          'credentials file': `aws_secret_access_key = ${base64(40)}`,
          'property of a client': `new AWS.S3({ secretAccessKey: '${base64(40)}' })`,
        },
        clean: {
          'read from the environment':
            'aws_secret_access_key = os.environ["AWS_SECRET_ACCESS_KEY"]',
          placeholder: 'AWS_SECRET_ACCESS_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
        },
      },
    },
    {
      id: 'aws-session-token',
      title: 'AWS session token',
      anchors: ['IQoJb3JpZ2lu', 'FwoGZXIvYXdz', 'FQoGZXIvYXdz', 'FQoDYXdz'],
      pattern:
        /(?<![A-Za-z0-9+/])(?<secret>(?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz|FQoDYXdz)[A-Za-z0-9+/]{100,2000}={0,2})(?![A-Za-z0-9+/=])/,
      window: 2200,
      confidence: 'certain',
      why: 'With the temporary key it belongs to it acts as a role until the session ends.',
      fix: 'In IAM, Roles, Revoke sessions, revoke the active sessions of the role.',
      examples: {
        leaks: { 'credentials file': `aws_session_token = IQoJb3JpZ2luX2Vj${base64(340)}` },
        clean: { 'too short': `IQoJb3JpZ2luX2Vj${base64(20)} is cut off` },
      },
    },
    {
      id: 'aws-bedrock-api-key',
      title: 'Amazon Bedrock API key',
      anchors: ['ABSKQmVkcm9ja0FQSUtleS'],
      pattern:
        /(?<![A-Za-z0-9+/])(?<secret>ABSKQmVkcm9ja0FQSUtleS[A-Za-z0-9+/]{80,260}={0,2})(?![A-Za-z0-9+/=])/,
      confidence: 'certain',
      why: 'Whoever holds it runs models on the account until the key expires or is deleted.',
      fix: 'In the Bedrock console, API keys, Long-term API keys, deactivate and delete it.',
      examples: {
        leaks: {
          'line of a dotenv file': `AWS_BEARER_TOKEN_BEDROCK=ABSKQmVkcm9ja0FQSUtleS${base64(109)}=`,
        },
        clean: { 'too short': `ABSKQmVkcm9ja0FQSUtleS${base64(7)} is cut off` },
      },
    },
    {
      id: 'aws-bedrock-short-term-api-key',
      title: 'Amazon Bedrock short-term API key',
      anchors: ['bedrock-api-key-YmVkcm9jay5'],
      pattern:
        /(?<![\w-])(?<secret>bedrock-api-key-YmVkcm9jay5[A-Za-z0-9+/]{17,3000}={0,2})(?![A-Za-z0-9+/=])/,
      window: 3100,
      why: 'Whoever holds it runs models with the rights of the session that signed it, for up to 12 hours.',
      fix: 'In IAM, revoke the active sessions of the role that signed it, or wait for it to expire.',
      examples: {
        leaks: {
          'export in a script': `export AWS_BEARER_TOKEN_BEDROCK=bedrock-api-key-YmVkcm9jay5${base64(400)}`,
        },
        clean: { 'name of a secret': 'secretName: bedrock-api-key-production' },
      },
    },
    {
      id: 'aws-mws-token',
      title: 'Amazon MWS auth token',
      anchors: ['amzn.mws.'],
      pattern:
        /(?<![\w.])(?<secret>amzn\.mws\.[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12})(?![0-9A-Za-z-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads and changes the orders and listings of the seller who granted it.',
      fix: 'In Seller Central, User Permissions, disable the application that the token was granted to.',
      examples: {
        leaks: {
          'line of a dotenv file': `MWS_AUTH_TOKEN=amzn.mws.${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`,
        },
        clean: { 'name of a package': 'import amzn.mws.orders.Client' },
      },
    },
    {
      id: 'aws-appsync-api-key',
      title: 'AWS AppSync API key',
      anchors: ['da2-'],
      pattern: /(?<![A-Za-z0-9_-])(?<secret>da2-[a-z0-9]{26})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it calls the GraphQL API without signing in, as far as its schema lets keys.',
      fix: 'In the AppSync console, Settings, API keys, delete it and create another.',
      examples: {
        leaks: {
          'configuration of Amplify': `"aws_appsync_apiKey": "da2-${lowerAlphanumeric(26)}",`,
        },
        clean: { 'too short': `da2-${lowerAlphanumeric(10)} is a branch` },
      },
    },
  ],
})

/** The id is written in base 32; without a digit it may be words in capitals. */
function looksIssued(secret: string): Confidence | Rejection {
  const id = secret.slice(4)
  if (id.endsWith('EXAMPLE') || new Set(id).size < 6) return rejected('placeholder')
  if (!/\d/.test(id)) return secret.startsWith('ASIA') ? rejected('words') : 'likely'
  return /^[A-Z2-7]+$/.test(id) ? 'certain' : 'likely'
}

/** Forty hexadecimal digits are a commit; words and paths have fewer kinds of characters. */
function looksRandom(secret: string): Confidence | Rejection {
  if (/^[0-9a-fA-F]+$/.test(secret)) return rejected('hash')
  if (/EXAMPLE/.test(secret)) return rejected('placeholder')
  const isMixed = /\d/.test(secret) && /[a-z]/.test(secret) && /[A-Z]/.test(secret)
  return isMixed && new Set(secret).size > 15 ? 'likely' : rejected('common')
}
