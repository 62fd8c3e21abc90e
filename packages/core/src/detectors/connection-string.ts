import type { Confidence } from '../confidence.ts'
import { defineProvider, type Match } from '../detector.ts'
import { judgePassword } from '../password.ts'
import type { Rejection } from '../rejection.ts'
import { base62 } from '../sample.ts'

const why = 'Whoever holds it can log in to the database with the rights of that user.'
const fix =
  'Change the password of the database user, and let the program read the connection string from its environment or a secrets manager.'

export default defineProvider({
  name: 'Connection string',
  docs: 'https://learn.microsoft.com/en-us/dotnet/framework/data/adonet/connection-string-syntax',
  detectors: [
    {
      id: 'connection-string-password',
      title: 'Password in a connection string',
      anchors: ['password=', 'password =', 'pwd=', 'pwd ='],
      // Behind a semicolon, a quote or, in JDBC, what parameters of a URL and lists begin with.
      pattern:
        /(?<=[;?&"'(,] {0,2}|&amp;)(?:password|pwd) ?= ?(?<quote>["']|&quot;)?(?<secret>[^\s;"'&<>\\,)]{3,128})(?=[\s;"'&<>\\,)]|$)/i,
      nearby: {
        words: [
          'data source=',
          'initial catalog=',
          'user id=',
          'uid=',
          'server=',
          'jdbc:',
          'driver={',
          'userid=',
        ],
        within: 320,
        required: true,
      },
      check: (secret) => judgePassword(secret, '', ''),
      byContext: true,
      why,
      fix,
      examples: {
        leaks: {
          'ADO.NET': `"Server=db.acme.dev;Database=shop;User Id=shop;Password=${base62(14)};"`,
          ODBC: `Driver={ODBC Driver 18 for SQL Server};Server=db.acme.dev;UID=shop;PWD=${base62(14)};`,
          'attribute of XML': `<add name="Main" connectionString="Data Source=10.1.1.4,1433;Initial Catalog=shop;User ID=shop;Password=${base62(12)}" />`,
          'JDBC with parameters': `jdbc:postgresql://db.acme.dev:5432/shop?user=shop&password=${base62(12)}`,
          'JDBC with semicolons': `jdbc:sqlserver://db.acme.dev:1433;databaseName=shop;user=sa;password=${base62(12)}`,
        },
        clean: {
          'variable of a shell': 'Server=db.acme.dev;User Id=shop;Password=${DB_PASSWORD};',
          'format string': '"Server={0};Database={1};User Id={2};Password={3};"',
          placeholder:
            'Server=myServerAddress;Database=myDataBase;User Id=myUsername;Password=myPassword;',
          'parameters of a function': "def login(self, user='', password='', server='')",
          'Windows login': 'Server=db.acme.dev;Database=shop;Integrated Security=true;',
        },
      },
    },
    {
      id: 'connection-string-oracle',
      title: 'Password in an Oracle connection string',
      anchors: ['jdbc:oracle:thin:', 'jdbc:oracle:oci:'],
      pattern:
        /jdbc:oracle:(?:thin|oci):(?<user>[^\s/@:"']{1,64})\/(?<secret>[^\s@"'/]{3,64})@(?<host>[\w./-]{0,128})/,
      check: judgeUser,
      byContext: true,
      why,
      fix,
      examples: {
        leaks: { 'thin driver': `url=jdbc:oracle:thin:shop/${base62(10)}@//db.acme.dev:1521/ORCL` },
        clean: { 'login that is kept elsewhere': 'jdbc:oracle:thin:@//db.acme.dev:1521/ORCL' },
      },
    },
    {
      id: 'connection-string-pgpass',
      title: 'Password in a PostgreSQL password file',
      anchors: [':5432:', ':*:'],
      pattern:
        /:(?:5432|\*):(?<database>[\w*.-]{1,64}):(?<user>[\w*.@-]{1,64}):(?<secret>[^\s:"'\\]{3,128})(?=[\r\n]|$)/,
      check: judgeUser,
      byContext: true,
      why,
      fix,
      examples: {
        leaks: { 'line of .pgpass': `db.acme.dev:5432:shop:shop:${base62(16)}\n` },
        clean: {
          'format of the file': 'hostname:5432:database:username:password\n',
          'ports of a container': 'ports:\n  - "5432:5432"\n',
        },
      },
    },
  ],
})

function judgeUser(secret: string, { groups }: Match): Confidence | Rejection {
  return judgePassword(secret, groups['user'] ?? '', groups['host'] ?? '')
}
