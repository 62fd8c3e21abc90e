/**
 * Parts of the names credentials are given. Words that ordinary code is full of (`key`, `token`)
 * stand here only together with what follows them when something is assigned.
 */
export const credentialAnchors: readonly string[] = [
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'secret',
  'credential',
  'creds',
  'authorization',
  '_pass',
  '_pw',
  'bearer',
  'salt',
  'nonce',
  'apikey',
  'api_key',
  'api-key',
  'secretkey',
  'accesskey',
  'tokenvalue',
  'keyvalue',
  '-token',
  '-key',
  'identified by',
  ...before('pass'),
  ...before('token'),
  ...before('key'),
  ...before('auth'),
  ...['=', ':', ' =', '"', "'"].flatMap((after) => [`pw${after}`, `jwt${after}`]),
]

function before(word: string): readonly string[] {
  const operators = [
    '=',
    ':',
    ' =',
    ' :',
    ' ?',
    ' .=',
    ' |',
    ' string',
    '  ',
    '\t',
    '"',
    "'",
    '`',
    '\\',
    '>',
    '(',
    '%3d',
    '&quot;',
  ]
  return operators.map((operator) => word + operator)
}
