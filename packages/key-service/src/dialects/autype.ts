import { answers, authenticationError, type Dialect, messageAlone } from './dialect.ts'

export const autype: Dialect = {
  id: 'autype',
  title: 'Autype',
  docs: 'https://docs.autype.com',
  header: 'x-api-key',
  prefix: 'ak_',
  browsers: 'refused',
  answers: {
    ...answers,
    missing: authenticationError(401, 'API key is required'),
    invalid: authenticationError(401, 'Invalid or expired API key'),
  },
  envelope: messageAlone,
}
