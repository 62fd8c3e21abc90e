import type { Confidence } from '../confidence.ts'
import { defineProvider, type Match } from '../detector.ts'
import { isMixed } from '../named-value.ts'
import { judgePassword } from '../password.ts'
import { rejected, type Rejection } from '../rejection.ts'
import { base62, hex, letters, lowerAlphanumeric } from '../sample.ts'

export default defineProvider({
  name: 'URL',
  docs: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
  detectors: [
    {
      id: 'url-password',
      title: 'Password in a URL',
      anchors: ['://', ':\\/\\/'],
      pattern:
        /:(?:\\?\/){2}(?:(?<user>[^\s:@/?#"'<>`\\|,;()[\]]{0,128}):(?!(?:x-oauth-basic)?@)|(?=[\w-]{20,200}:?(?:x-oauth-basic)?@))(?<secret>[\w-]{20,200}(?=:?(?:x-oauth-basic)?@)|[^\s"'<>`/\\,]{3,200}(?=@))(?::?(?:x-oauth-basic)?)@(?<host>[\w.-]{0,253})/,
      window: 640,
      needs: '@',
      check: judgeUrl,
      byContext: true,
      why: 'Whoever reads the address can log in where it leads, and addresses end up in logs and histories.',
      fix: 'Change the password where the address leads to, and put the new one together with the address when the program starts, from an environment variable or a secrets manager.',
      examples: {
        leaks: {
          database: `DATABASE_URL=postgres://app:${base62(16)}@db.acme.dev:5432/app`,
          'letters and a number as a password': `postgresql://admin:${letters(11)}77@10.0.0.8/app`,
          cluster: `mongodb+srv://app-user:${base62(12)}@cluster0.ab1cd.mongodb.net/app?retryWrites=true`,
          'password without a user': `REDIS_URL="redis://:${hex(32)}@cache.acme.dev:6379/0"`,
          'percent-encoded password': `amqps://worker:${base62(8)}%40${lowerAlphanumeric(4)}@queue.acme.dev/main`,
          'at sign in the password': `mysql://root:${base62(6)}@${base62(4)}@db.acme.dev:3306/shop`,
          'Git remote': `git+https://deploy:${base62(24)}@git.acme.dev/app.git`,
          'token in place of the user': `url = https://${hex(40)}:x-oauth-basic@git.acme.dev/app.git`,
          'slashes escaped for JSON': `{"url":"https:\\/\\/svc:${base62(14)}@files.acme.dev\\/in"}`,
          'several servers': `http://eureka:${base62(10)}@peer1:8761/eureka/,http://peer2:8761/eureka/`,
        },
        clean: {
          'placeholder words': 'postgres://user:password@localhost:5432/database',
          'upper-case words': 'postgres://USERNAME:DB_PASSWORD@HOST:5432/DATABASE',
          'variables of a shell': 'postgres://$DB_USER:${DB_PASSWORD}@$DB_HOST/app',
          'variables of a template': 'mysql://{{ user }}:{{ password }}@{{ host }}/app',
          'format string': 'fmt.Sprintf("nats://%s:%s@%s:%d", user, password, host, port)',
          'host of documentation': 'https://alice:secret@example.com/path',
          asterisks: 'https://deploy:********@git.acme.dev/app.git',
          'port and address of a person': 'http://localhost:3000?mail=someone@acme.dev',
          'user alone': 'ssh://git@github.com/acme/app.git',
        },
      },
    },
  ],
})

function judgeUrl(secret: string, { groups }: Match): Confidence | Rejection {
  const { user, host = '' } = groups
  if (/^\d{1,5}(?:[^\w@:!.-]|$)/.test(secret) && user !== undefined && user.includes('.')) {
    return rejected('syntax')
  }
  if (/^\d{1,5}[?#&;)\]}|]/.test(secret)) return rejected('syntax')
  if (user !== undefined) return judgePassword(secret, user, host)
  if (/(?:^|\.)sentry\./.test(host)) return rejected('public')
  return isMixed(secret) ? 'likely' : rejected('words')
}
