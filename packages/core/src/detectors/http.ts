import type { Confidence } from '../confidence.ts'
import { defineProvider, type Match } from '../detector.ts'
import { isMixed } from '../named-value.ts'
import { judgePassword } from '../password.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base62, base64, hex } from '../sample.ts'

export default defineProvider({
  name: 'HTTP',
  docs: 'https://www.rfc-editor.org/rfc/rfc9110#section-11',
  detectors: [
    {
      id: 'http-basic',
      title: 'Basic authentication with a password',
      anchors: ['basic '],
      pattern:
        /(?<![\w-])basic[ \t]{1,4}(?<secret>[A-Za-z0-9+/_-]{8,512}={0,2})(?![A-Za-z0-9+/=_-])/i,
      window: 640,
      check: judgeBasic,
      byContext: true,
      why: 'It is a user name and a password, encoded and not encrypted: whoever reads it can log in.',
      fix: 'Change the password, and build the header when the program runs, from an environment variable or a secrets manager.',
      examples: {
        leaks: {
          'header of a curl command': `curl -H "Authorization: Basic ${btoa(`shop:${base62(14)}`)}" https://acme.dev`,
          'header object of a request': `fetch(url, { headers: { Authorization: 'Basic ${btoa(`svc-mail:${base62(20)}`)}' } })`,
          'in lower case': `authorization=basic ${btoa(`admin:${base62(10)}`)}`,
          'key without a password': `Authorization: Basic ${btoa(`${base62(32)}:`)}`,
        },
        clean: {
          'words of a sentence': 'Uses basic authentication over a secure connection.',
          'pair of RFC 7617': `Authorization: Basic ${btoa('Aladdin:open sesame')}`,
          'placeholder words': `Authorization: Basic ${btoa('user:password')}`,
          'variable of a shell': 'curl -H "Authorization: Basic $CREDENTIALS"',
          'what is to be encoded': 'Authorization: Basic {base64(email:password)}',
        },
      },
    },
    {
      id: 'http-authorization',
      title: 'Token of an authorization header',
      anchors: ['authorization', 'bearer '],
      pattern:
        /(?<![\w])(?:(?:proxy-|x-)?authorization\\?["'`]?\]?[ \t]{0,4}(?:[:=,]|=>)[ \t]{0,4}\\?["'`]?(?:(?!basic|bearer|digest|negotiate|aws4)[A-Za-z][A-Za-z-]{2,15}[ \t]{1,4})?|bearer[ \t]{1,4})(?<secret>[A-Za-z0-9_~+/.%-]{16,1200}={0,2})(?![\w~+/=%-])/i,
      window: 1400,
      check: judgeToken,
      byContext: true,
      why: 'Whoever holds it can call the service as the one it was issued to.',
      fix: 'Revoke it at the service it is sent to, issue another, and read that one from an environment variable or a secrets manager.',
      examples: {
        leaks: {
          'bearer of a curl command': `curl https://api.acme.dev/v1/jobs -H "Authorization: Bearer ${base62(40)}"`,
          'bearer in a header object': `headers: { authorization: 'bearer ${hex(32)}' }`,
          'other scheme': `-H "Authorization: Token ${hex(40)}"`,
          'token without a scheme': `req.headers["Authorization"] = "${base62(48)}"`,
          'base64 with its padding': `Authorization: Bearer ${base64(66)}==`,
        },
        clean: {
          'variable of a shell': 'curl -H "Authorization: Bearer $API_TOKEN"',
          'output of a command':
            'curl -H "Authorization: Bearer $(gcloud auth print-access-token)"',
          template: 'headers: { Authorization: `Bearer ${token}` }',
          placeholder: 'curl -H "Authorization: Bearer YOUR_ACCESS_TOKEN_HERE"',
          'letters instead of a token': 'Authorization: Bearer XXXXXXXXXXXXXXXXXXXXXXXX',
          'name of a setting': 'authorization = settings.default_authorization_v2',
          sentence: 'Bearer authentication and JWT tokens are not supported.',
        },
      },
    },
    {
      id: 'http-curl-user',
      title: 'Password of a curl command',
      anchors: ['-u ', '--user ', '--user=', '--proxy-user '],
      pattern:
        /(?<![\w-])(?:-u|--user|--proxy-user)[ \t=]{1,4}(?!-)(?=[^\s:]{0,200}:)["']?(?:(?<user>[^\s"':]{0,128})["']?:["']?(?=[^\s"']))?(?<secret>[^\s"']{3,200}?)(?<bare>:)?["']?(?=[\s\\`)]|$)/,
      nearby: { words: ['curl '], within: 600, required: true },
      check: judgeCurlUser,
      byContext: true,
      why: 'It is a user name and a password: whoever reads the command can log in.',
      fix: 'Change the password, and let curl read it from a netrc file or from an environment variable.',
      examples: {
        leaks: {
          'user and password': `curl -u elastic:${base62(12)} https://search.acme.dev:9200`,
          'in quotes': `curl -s --user 'api:${base62(16)}' https://mail.acme.dev/messages`,
          'on a line of its own': `curl -X POST https://acme.dev/token \\\n  -d grant_type=password \\\n  -u "app:${hex(24)}"`,
          'key without a password': `curl https://pay.acme.dev/charges -u ${base62(32)}:`,
        },
        clean: {
          'variables of a shell': 'curl -u "$USERNAME:$PASSWORD" https://acme.dev',
          template: 'curl -u "${{ env.ELK_ID }}:${{ env.ELK_PASS }}" https://acme.dev',
          placeholder: 'curl -u <user:password> https://acme.dev',
          words: 'curl -u user:password https://acme.dev',
          'user alone': 'curl --user "someone@acme.dev" --upload-file out.txt ftp://acme.dev',
          'owner of a container':
            'docker run -u 1000:1000 --rm curlimages/curl curl https://acme.dev',
        },
      },
    },
    {
      id: 'http-netrc',
      title: 'Password of a netrc file',
      anchors: ['machine '],
      pattern:
        /(?<![\w-])machine\s{1,8}(?<host>[\w.-]{1,253})\s{1,8}login\s{1,8}(?<user>\S{1,128})\s{1,8}(?:account\s{1,8}\S{1,128}\s{1,8})?password\s{1,8}(?<secret>[^\s"'\\]{3,200})/,
      window: 1024,
      check: (secret, { groups }) =>
        judgePassword(secret, groups['user'] ?? '', groups['host'] ?? ''),
      byContext: true,
      why: 'Whoever holds it can log in to that host as that user.',
      fix: 'Change the password or revoke the token at that host, and keep the netrc file out of what is shared.',
      examples: {
        leaks: {
          'one line': `machine git.acme.dev login deploy password ${base62(20)}`,
          'several lines': `machine git.acme.dev\n  login deploy\n  password ${base62(20)}\n`,
        },
        clean: {
          'format of the file': 'machine example.com login user password secret',
          'variable of a shell':
            'echo "machine git.acme.dev login deploy password ${TOKEN}" > ~/.netrc',
          sentence: 'Restart the machine after the login and change the password.',
        },
      },
    },
  ],
})

function judgeBasic(secret: string): Confidence | Rejection {
  const pair = decoded(secret)
  const colon = pair?.indexOf(':') ?? -1
  if (pair === undefined || colon < 0) return rejected('structure')
  const user = pair.slice(0, colon)
  const password = pair.slice(colon + 1)
  if (user === 'Aladdin' && /^open ?sesame$/i.test(password)) return rejected('placeholder')
  if (password === '') return user.length >= 16 && isMixed(user) ? 'likely' : 'possible'
  return judgePassword(password, user, '')
}

function judgeToken(secret: string): Confidence | Rejection {
  if (/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(secret)) return rejected('reference')
  return isMixed(secret) ? 'likely' : rejected('words')
}

function judgeCurlUser(secret: string, { groups }: Match): Confidence | Rejection {
  const { user, bare } = groups
  if (user === undefined) {
    if (bare === undefined) return rejected('structure')
    return secret.length >= 8 && isMixed(secret) ? judgePassword(secret, '', '') : rejected('words')
  }
  if (secret.startsWith('//') || (/^\d{1,6}$/.test(user) && /^\d{1,6}$/.test(secret))) {
    return rejected('syntax')
  }
  return judgePassword(secret, user, '')
}

/** The text that base64 holds, when all of it can be printed. */
function decoded(text: string): string | undefined {
  const digits = text.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/')
  // No bytes make such a length; atob would throw.
  if (digits.length % 4 === 1) return undefined
  const plain = atob(digits)
  return /^[\x20-\x7e]{3}[\x20-\x7e\x80-\xff]*$/.test(plain) ? plain : undefined
}
