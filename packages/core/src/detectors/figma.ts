import { defineProvider } from '../detector.ts'
import { base62, base64url, hex } from '../sample.ts'

export default defineProvider({
  name: 'Figma',
  docs: 'https://www.figma.com/developers/api#access-tokens',
  detectors: [
    {
      id: 'figma-personal-token',
      title: 'Figma personal access token',
      anchors: ['figd_'],
      pattern: /(?<![A-Za-z0-9_])(?<secret>figd_[A-Za-z0-9_-]{40,64})(?![A-Za-z0-9_-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the files of its owner, and comments in them.',
      fix: 'Open Settings, Security, Personal access tokens, and revoke it.',
      examples: {
        leaks: { 'line of a dotenv file': `FIGMA_TOKEN=figd_${base64url(40)}` },
        clean: { 'too short': `figd_${base62(9)} is cut off` },
      },
    },
    {
      id: 'figma-legacy-token',
      title: 'Figma personal access token (older form)',
      anchors: ['x-figma-token', 'figma_token', 'figmatoken', 'figma_access'],
      pattern:
        /(?:[Xx]-[Ff]igma-[Tt]oken|FIGMA|[Ff]igma)[\w.-]{0,30}["'\])]{0,2}(?: string)?[ \t]{0,4}(?:(?:=>|[:.?]{0,3}=|:|,)[ \t]{0,4}|>\s{0,12})["'`]?(?<secret>\d{4,7}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![\w-])/,
      confidence: 'certain',
      why: 'Whoever holds it reads the files of its owner, and comments in them.',
      fix: 'Open Settings, Security, Personal access tokens, and revoke it.',
      examples: {
        leaks: {
          'header of a request': `X-Figma-Token: 1394-${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
        },
        clean: { 'read from the environment': 'X-Figma-Token: $FIGMA_TOKEN' },
      },
    },
  ],
})
