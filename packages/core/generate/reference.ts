import { providers } from '../src/detectors/index.ts'
import type { Detector, Provider } from '../src/detector.ts'
import type { Generated } from './generated.ts'

/** The reference page of every kind of secret, written from the detectors' own words. */
export function generateReference(): Generated {
  const count = providers.reduce((sum, provider) => sum + provider.detectors.length, 0)
  const text = `# What Keyward finds

${count} kinds of secrets of ${providers.length} providers. Written from the detectors by
\`npm run generate\`.

${providers.map(section).join('\n')}`
  return { path: 'packages/core/detectors.md', text }
}

function section(provider: Provider): string {
  return `## ${provider.name}

[Their documentation](${provider.docs})

${provider.detectors.map(kind).join('\n')}`
}

function kind(detector: Detector): string {
  const confidence = 'confidence' in detector ? (detector.confidence ?? 'likely') : 'likely'
  const traits = [
    detector.publishable ? 'meant to be public, reported as possible' : confidence,
    ...(detector.looksLike ? [`looks like ${detector.looksLike.join(', ')}`] : []),
  ]
  return `### \`${detector.id}\`

${detector.title} (${traits.join('; ')}).

${detector.why} ${detector.fix}

| example | found |
| :- | :- |
${rows(detector.examples.leaks, 'yes')}${rows(detector.examples.clean, 'no')}`
}

function rows(examples: Readonly<Record<string, string>>, found: string): string {
  return Object.keys(examples)
    .map((name) => `| ${name} | ${found} |\n`)
    .join('')
}
