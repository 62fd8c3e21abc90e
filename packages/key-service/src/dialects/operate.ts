import { answers, authenticationError, type Dialect } from './dialect.ts'

export const operate: Dialect = {
  id: 'operate',
  title: 'Operate',
  docs: 'https://docs.operate.so',
  header: 'x-api-key',
  prefix: 'sk_',
  browsers: 'refused',
  answers: {
    ...answers,
    // Not 401: a request without the header is called malformed here.
    missing: authenticationError(400, 'Missing API Key'),
    invalid: authenticationError(401, 'Invalid or expired API key'),
    forbidden: authenticationError(403, 'API key does not have access to the requested resource'),
  },
  envelope: ({ type, message }) => ({ success: false, error: { type, message } }),
}
