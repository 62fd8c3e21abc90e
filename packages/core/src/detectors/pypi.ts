import { defineProvider } from '../detector.ts'
import { base64url } from '../sample.ts'

export default defineProvider({
  name: 'PyPI',
  docs: 'https://packaging.python.org/en/latest/specifications/pypirc/',
  detectors: [
    {
      id: 'pypi-api-token',
      title: 'PyPI API token',
      anchors: ['pypi-AgEIcHlwaS5vcmc'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{85,1000})(?![A-Za-z0-9_-])/,
      window: 1100,
      confidence: 'certain',
      why: 'Whoever holds it uploads releases of the projects that it covers.',
      fix: 'Remove it on PyPI under Account settings, API tokens.',
      examples: {
        leaks: { 'password of .pypirc': `password = pypi-AgEIcHlwaS5vcmcCJ${base64url(120)}` },
        clean: { 'too short': `pypi-AgEIcHlwaS5vcmc${base64url(10)} is cut off` },
      },
    },
    {
      id: 'pypi-test-api-token',
      title: 'TestPyPI API token',
      anchors: ['pypi-AgENdGVzdC5weXBpLm9yZ'],
      pattern:
        /(?<![A-Za-z0-9_])(?<secret>pypi-AgENdGVzdC5weXBpLm9yZ[A-Za-z0-9_-]{85,1000})(?![A-Za-z0-9_-])/,
      window: 1100,
      confidence: 'certain',
      why: 'Whoever holds it uploads releases to the test index, from where people may install them.',
      fix: 'Remove it on TestPyPI under Account settings, API tokens.',
      examples: {
        leaks: {
          'step of a pipeline': `  TWINE_PASSWORD: pypi-AgENdGVzdC5weXBpLm9yZwIk${base64url(120)}`,
        },
        clean: { 'too short': `pypi-AgENdGVzdC5weXBpLm9yZ${base64url(10)} is cut off` },
      },
    },
  ],
})
