import { answers, authenticationError, type Dialect } from './dialect.ts'

/** The key service's own door, for those who manage keys and those who report leaks. */
export const keyward: Dialect = {
  id: 'keyward',
  title: 'Keyward key service',
  docs: 'https://www.rfc-editor.org/rfc/rfc9457',
  header: 'x-api-key',
  prefix: 'kw_',
  browsers: 'refused',
  answers: {
    ...answers,
    missing: authenticationError(401, 'API key is required'),
    invalid: authenticationError(401, 'Invalid or expired API key'),
    forbidden: authenticationError(403, 'The scopes of this API key do not allow it'),
  },
  envelope: ({ type, message }) => ({ error: { type, message } }),
}
