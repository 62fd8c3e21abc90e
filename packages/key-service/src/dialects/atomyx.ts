import { answers, type Dialect, messageAlone } from './dialect.ts'

export const atomyx: Dialect = {
  id: 'atomyx',
  title: 'Atomyx',
  docs: 'https://docs.atomyx.io/getting-started/shared-concepts/api-keys',
  header: 'x-api-key',
  browsers: 'answered',
  answers,
  envelope: messageAlone,
}
