import { answers, type Dialect, messageAlone } from './dialect.ts'

export const atomscale: Dialect = {
  id: 'atomscale',
  title: 'Atomscale',
  docs: 'https://docs.atomscale.ai',
  header: 'x-api-key',
  browsers: 'answered',
  answers,
  envelope: messageAlone,
}
