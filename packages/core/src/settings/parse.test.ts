import { describe, expect, it } from 'vitest'
import { base62 } from '../sample.ts'
import { defaultSettings, faultText, parseSettings } from './parse.ts'
import { isDetectorOn } from './settings.ts'

const known = { detectors: ['slack-bot-token', 'github-personal-token'] }

const revoke = {
  mode: 'dry-run',
  reporter: 'KEYWARD_REPORTER_KEY',
  confidence: 'certain',
  exposure: 'auto',
  environments: [],
  policy: { local: 'off', private: 'quarantine', public: 'revoke' },
}

function faultsOf(...lines: string[]): string[] {
  const parsed = parseSettings(lines.join('\n'), known)
  return 'faults' in parsed ? parsed.faults.map(faultText) : []
}

describe('keyward.toml', () => {
  it('may be empty', () => {
    expect(parseSettings('', known)).toEqual({ settings: defaultSettings })
    expect(defaultSettings).toEqual({
      confidence: 'likely',
      paths: { include: [], exclude: [] },
      detectors: { off: [] },
      keys: [],
      allow: [],
      revoke,
    })
  })

  it('is read whole, however it is written', () => {
    const text = [
      '\ufeffsalt = "this repository alone"',
      'confidence = "possible" # everything',
      'paths.exclude = ["vendor/",',
      "  '*.snap']",
      '"detectors" = { off = ["acme-key"] }',
      '[[key]]',
      'id = "acme-key"',
      'prefix = "acme_"',
      'environments = ["live", "test"]',
      'length = [24, 32]',
      'checksum = "crc32-base62"',
      '[[key]]',
      'id = "other-key"',
      'headers = ["X-Other-Key"]',
      'length = 40',
      '[[allow]]',
      'path = "test/**"',
      'reason = "Made up."',
      'until = 2027-01-31',
      '[[allow]]',
      "pattern = '^\\w+$'",
      'detector = "other-key"',
      'reason = """Made up."""',
      'until = "2028-02-29"',
    ].join('\r\n')
    expect(parseSettings(text, known)).toEqual({
      settings: {
        salt: 'this repository alone',
        confidence: 'possible',
        paths: { include: [], exclude: ['vendor/', '*.snap'] },
        detectors: { off: ['acme-key'] },
        keys: [
          {
            id: 'acme-key',
            prefix: 'acme_',
            environments: ['live', 'test'],
            length: [24, 32],
            checksum: 'crc32-base62',
          },
          { id: 'other-key', headers: ['X-Other-Key'], length: 40 },
        ],
        allow: [
          { path: 'test/**', reason: 'Made up.', until: '2027-01-31' },
          { pattern: '^\\w+$', detector: 'other-key', reason: 'Made up.', until: '2028-02-29' },
        ],
        revoke,
      },
    })
  })

  it('turns detectors on and off', () => {
    expect(isDetectorOn({ off: ['a'] }, 'a')).toBe(false)
    expect(isDetectorOn({ off: ['a'] }, 'b')).toBe(true)
    expect(isDetectorOn({ off: [], only: ['a'] }, 'a')).toBe(true)
    expect(isDetectorOn({ off: [], only: ['a'] }, 'b')).toBe(false)
  })
})

describe('a fault in keyward.toml', () => {
  it.each<[string, string[], string[]]>([
    [
      'a setting that does not exist',
      ['# ', 'confidnce = "likely"'],
      ['keyward.toml:2: There is no setting `confidnce`. Did you mean `confidence`?'],
    ],
    [
      'a setting that resembles none',
      ['[paths]', 'roots = []'],
      ['keyward.toml:2: There is no setting `paths.roots`. Known there: `include` and `exclude`.'],
    ],
    [
      'a section that does not exist',
      ['', '[scanner.speed]', 'fast = true'],
      [
        'keyward.toml:2: There is no setting `scanner`. Known: `salt`, `confidence`, `paths`, `detectors`, `key`, `allow` and `revoke`.',
      ],
    ],
    [
      'a setting named like what every object has',
      ['__proto__ = 1', 'constructor.x = 1'],
      [
        'keyward.toml:1: There is no such setting. Known: `salt`, `confidence`, `paths`, `detectors`, `key`, `allow` and `revoke`.',
        'keyward.toml:2: There is no setting `constructor`. Known: `salt`, `confidence`, `paths`, `detectors`, `key`, `allow` and `revoke`.',
      ],
    ],
    [
      'a dotted key',
      ['paths.include = []', 'paths.exclde = []'],
      ['keyward.toml:2: There is no setting `paths.exclde`. Did you mean `paths.exclude`?'],
    ],
    [
      'an inline table over several lines',
      ['paths = {', '  include = [],', '  excludes = [] }'],
      ['keyward.toml:3: There is no setting `paths.excludes`. Did you mean `paths.exclude`?'],
    ],
    [
      'a text that is a number',
      ['salt = 3'],
      ['keyward.toml:1: `salt` must be a text in quotes, not a number.'],
    ],
    [
      'a list that is a text',
      ['[paths]', '', 'exclude = "vendor/"'],
      ['keyward.toml:3: `paths.exclude` must be a list of texts in [ ], not a text.'],
    ],
    [
      'an entry of a list over several lines',
      ['[paths]', 'exclude = [', '  "a",', '  true,', '  [],', ']'],
      [
        'keyward.toml:4: An entry of `paths.exclude` must be a text in quotes, not true or false.',
        'keyward.toml:5: An entry of `paths.exclude` must be a text in quotes, not a list.',
      ],
    ],
    [
      'a table that is a text',
      ['paths = "src"'],
      ['keyward.toml:1: `paths` must be a table, begun by [paths], not a text.'],
    ],
    [
      'a table that is a list of tables',
      ['[[paths]]', 'include = []'],
      ['keyward.toml:1: `paths` must be a table, begun by [paths], not a list.'],
    ],
    [
      'a list of tables that is a table',
      ['[allow]', 'path = "a"', 'reason = "b"'],
      ['keyward.toml:1: `allow` must be a list of tables, each begun by [[allow]], not a table.'],
    ],
    [
      'a list of tables that holds something else',
      ['key = ["acme"]'],
      ['keyward.toml:1: `key` must be a list of tables, each begun by [[key]], not a text.'],
    ],
    [
      'a choice that is nearly one',
      ['confidence = "likley"'],
      [
        'keyward.toml:1: `confidence` must be "possible", "likely" or "certain", not "likley". Did you mean "likely"?',
      ],
    ],
    [
      'a choice that is none',
      ['confidence = 3', '[[key]]', 'id = "a"', 'prefix = "acme_"', 'checksum = "no such sum"'],
      [
        'keyward.toml:1: `confidence` must be "possible", "likely" or "certain", not a number.',
        'keyward.toml:5: `key.checksum` must be "crc32-base62".',
      ],
    ],
    [
      'a detector that does not exist',
      [
        '[detectors]',
        'off = [',
        '  "github-personal-token",',
        '  "slack-bot-tokn",',
        '  "jwt"',
        ']',
      ],
      [
        'keyward.toml:4: An entry of `detectors.off` is not the id of a detector: slack-bot-tokn. Did you mean slack-bot-token?',
        'keyward.toml:5: An entry of `detectors.off` is not the id of a detector: jwt.',
      ],
    ],
    [
      'two settings that exclude each other',
      ['[detectors]', 'only = []', 'off = []'],
      [
        'keyward.toml:3: `detectors.off` and `detectors.only` exclude each other. Keep one of them.',
      ],
    ],
    [
      'an id that is none',
      ['[[key]]', 'id = "Acme Key"', 'prefix = "acme_"'],
      [
        'keyward.toml:2: `key.id` is not an id. Write lower-case words joined by dashes: acme-api-key.',
      ],
    ],
    [
      'an id given twice',
      ['[[key]]', 'id = "acme"', 'prefix = "acme_"', '[[key]]', 'prefix = "acmd_"', 'id = "acme"'],
      ['keyward.toml:6: `key.id` is the same as in line 2. Choose another.'],
    ],
    [
      'an id that Keyward uses itself',
      ['[[key]]', 'id = "slack-bot-token"', 'prefix = "acme_"'],
      [
        'keyward.toml:2: `key.id` is the id of a detector that Keyward brings along. Choose another.',
      ],
    ],
    [
      'a key that cannot be found',
      ['', '[[key]]', 'id = "acme"'],
      ['keyward.toml:2: There is nothing to find it by: give it a prefix, headers or variables.'],
    ],
    [
      'a length that is none',
      [
        '[[key]]',
        'id = "a"',
        'prefix = "acme_"',
        'length = [32, 24]',
        '[[key]]',
        'id = "b"',
        'prefix = "acme_"',
        'length = 1.5',
      ],
      [
        'keyward.toml:4: `key.length` must be a whole number from 8 to 256, or two in [ ], the smaller first.',
        'keyward.toml:8: `key.length` must be a whole number from 8 to 256, or two in [ ], the smaller first.',
      ],
    ],
    [
      'names and environments that are none',
      ['[[key]]', 'id = "a"', 'prefix = "a_"', 'environments = ["a b"]', 'headers = ["X Key"]'],
      [
        'keyward.toml:4: An entry of `key.environments` must be 1 to 24 letters, digits or dashes.',
        'keyward.toml:5: An entry of `key.headers` must be 3 to 60 letters, digits, underscores, dashes or dots.',
      ],
    ],
    [
      'an allowance without a reason',
      ['[[allow]]', 'path = "a"', '[[allow]]', 'path = "b"', 'reason = " "'],
      [
        'keyward.toml:1: This `allow` has no `reason`. Why it may stay, for whoever asks later.',
        'keyward.toml:5: `allow.reason` is empty.',
      ],
    ],
    [
      'a reason that would rewrite the terminal',
      ['[[allow]]', 'path = "a"', String.raw`reason = "fine\u001b[2K"`],
      ['keyward.toml:3: `allow.reason` is more than one line of text.'],
    ],
    [
      'an allowance for everything',
      ['[[allow]]', 'reason = "because"'],
      [
        'keyward.toml:1: This `allow` needs at least one of `detector`, `path`, `fingerprint` and `pattern`.',
      ],
    ],
    [
      'an allowance by fingerprint and pattern',
      ['[[allow]]', `fingerprint = "kw1:${'0'.repeat(32)}"`, "pattern = 'a'", 'reason = "b"'],
      [
        'keyward.toml:3: `allow.fingerprint` and `allow.pattern` exclude each other. Keep one of them.',
      ],
    ],
    [
      'a fingerprint that is none',
      ['[[allow]]', 'fingerprint = "kw1:x"', 'reason = "b"'],
      [
        'keyward.toml:2: `allow.fingerprint` is not a fingerprint. Copy it from a report: it begins with kw1:.',
      ],
    ],
    [
      'a pattern that is none',
      ['[[allow]]', "pattern = '('", 'reason = "b"'],
      ['keyward.toml:2: `allow.pattern` is not a regular expression: unterminated group.'],
    ],
    [
      'a pattern that could run for ever elsewhere',
      ['[[allow]]', 'reason = "b"', "pattern = '''", "^(\\w+)+$'''"],
      [
        'keyward.toml:3: `allow.pattern` repeats without end what already repeats without end. Repeat once: (a+)+ finds nothing that a+ does not.',
      ],
    ],
    [
      'a glob that is none',
      ['allow = [{ reason = "b", path = "../a" }]', '[paths]', 'include = ["{a", ""]'],
      [
        'keyward.toml:1: `allow.path` leads out of the folder. Globs start at the folder of this file.',
        'keyward.toml:3: An entry of `paths.include` has a { without its }.',
        'keyward.toml:3: An entry of `paths.include` is empty.',
      ],
    ],
    [
      'a day that is none',
      [
        '[[allow]]',
        'path = "a"',
        'reason = "b"',
        'until = "2027-02-31"',
        '[[allow]]',
        'path = "a"',
        'reason = "b"',
        'until = 2027-01-31T12:00:00Z',
        '[[allow]]',
        'path = "a"',
        'reason = "b"',
        'until = "next year"',
      ],
      [
        'keyward.toml:4: `allow.until` is not a day. Write it as 2027-01-31.',
        'keyward.toml:8: `allow.until` must be a day such as 2027-01-31, not a time.',
        'keyward.toml:12: `allow.until` is not a day. Write it as 2027-01-31.',
      ],
    ],
  ])('is told for %s', (_, lines, faults) => {
    expect(faultsOf(...lines)).toEqual(faults)
  })

  it('has the same line whatever ends the lines', () => {
    const lines = ['# comment', 'salt = """', 'x"""', '', 'nope = 1']
    expect(faultsOf(lines.join('\r\n')).at(-1)).toMatch(/^keyward.toml:5: /)
    expect(faultsOf(lines.join('\n')).at(-1)).toMatch(/^keyward.toml:5: /)
  })

  it('names the file as the caller does', () => {
    const parsed = parseSettings('x =', known, 'ci/keyward.toml')
    expect('faults' in parsed && parsed.faults.map(faultText)).toEqual([
      'ci/keyward.toml:1: This is not TOML: unspecified values are invalid.',
    ])
  })
})

describe('a file that is not TOML', () => {
  it.each<[string, string[], string]>([
    [
      'a text without quotes',
      ['', 'confidence = likely'],
      '2: This is not TOML: unexpected character. A text stands in quotes.',
    ],
    [
      'a value that is missing',
      ['salt =', '', '[paths]'],
      '1: This is not TOML: the key, equals sign, and value must be on the same line.',
    ],
    [
      'an equals sign that is missing',
      ['salt', '# comment', 'confidence = "likely"'],
      '1: This is not TOML: the key, equals sign, and value must be on the same line.',
    ],
    [
      'a bracket that is missing',
      ['[paths', 'include = []'],
      '1: This is not TOML: the key, equals sign, and value must be on the same line.',
    ],
    [
      'a quote that is missing',
      ['salt = """x"""', 'confidence = "likely', '[paths]'],
      '2: This is not TOML: unterminated string constant.',
    ],
    [
      'three quotes that are missing',
      ['', 'salt = """x', '[paths]', 'include = []'],
      '2: This is not TOML: unterminated string constant.',
    ],
    [
      'a backslash in double quotes',
      ['[[allow]]', 'pattern = "\\d"'],
      '2: This is not TOML: invalid character in escape sequence. In single quotes a backslash needs no escape: write \'\\d\' instead of "\\d".',
    ],
    [
      'a setting said twice',
      ['salt = "a"', 'confidence = "likely"', 'salt = "b"'],
      '3: This is not TOML: defining a key multiple times is invalid. Keep one of them.',
    ],
    [
      'a day that is none',
      ['[[allow]]', 'until = 2027-02-31'],
      '2: This is not TOML: unexpected invalid date.',
    ],
    [
      'values without bottom',
      [`salt = ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
      '1: Values are nested too deeply.',
    ],
  ])('is told by the line of %s', (_, lines, fault) => {
    expect(faultsOf(...lines)).toEqual([`keyward.toml:${fault}`])
  })
})

describe('a secret in the wrong place', () => {
  const secret = `ghp_${base62(36)}`

  it.each([
    `${secret} = 1`,
    `"${secret}" = "a"`,
    `[${secret}]`,
    `[paths.${secret}]`,
    `confidence = "${secret}"`,
    `paths.include = ["!${secret}"]`,
    `paths.include = ["{${secret}"]`,
    `detectors.off = ["${secret}"]`,
    `salt = ["${secret}"]`,
    `salt = "${secret}`,
    `salt = ${secret}`,
    `salt = "\\${secret}"`,
    `salt = "a"\nsalt = "${secret}"`,
    `[[key]]\nid = "${secret}"`,
    `[[key]]\nid = "a"\nprefix = "${secret}"`,
    `[[key]]\nid = "a"\nprefix = "a"\nenvironments = ["${secret}"]`,
    `[[key]]\nid = "a"\nheaders = ["${secret} ${secret}"]`,
    `[[key]]\nid = "a"\nprefix = "a_"\nalphabet = "${secret} "`,
    `[[allow]]\nfingerprint = "${secret}"\nreason = "a"`,
    `[[allow]]\npattern = '(${secret}'\nreason = "a"`,
    `[[allow]]\npattern = '(: ${secret}'\nreason = "a"`,
    `[[allow]]\ndetector = "${secret}"\nreason = "a"`,
    `[[allow]]\npath = "a"\nreason = "a"\nuntil = "${secret}"`,
  ])('is not repeated by what is said about row %#', (text) => {
    const faults = faultsOf(text)
    expect(faults).not.toEqual([])
    expect(faults.join('\n')).not.toContain(secret.slice(0, 12))
  })
})

describe('the settings of revocation', () => {
  it('are read beside what holds where nothing is said', () => {
    const text =
      '[revoke]\nmode = "revoke"\nservice = "https://keys.example"\npolicy.private = "off"'
    const parsed = parseSettings(text, known)
    expect('settings' in parsed && parsed.settings.revoke).toEqual({
      ...revoke,
      mode: 'revoke',
      service: 'https://keys.example',
      policy: { ...revoke.policy, private: 'off' },
    })
  })

  it('send a key nowhere but to an address that keeps it, and to this machine', () => {
    for (const address of ['http://localhost:8080', 'http://127.0.0.1:1', 'http://[::1]/a']) {
      expect(faultsOf('[revoke]', `service = "${address}"`)).toEqual([])
    }
    const others = ['http://keys.example', 'ftp://keys.example', 'keys.example', 'https://a:b@c.d']
    for (const address of others) {
      expect(faultsOf('[revoke]', `service = "${address}"`), address).toHaveLength(1)
    }
  })

  it('cannot name any variable of the environment', () => {
    expect(faultsOf('[revoke]', 'reporter = "AWS_SECRET_ACCESS_KEY"')).toEqual([
      'keyward.toml:2: `revoke.reporter` must begin with KEYWARD_, and go on in capitals, digits and underscores.',
    ])
  })
})
