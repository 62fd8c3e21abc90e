import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import keyward from 'eslint-plugin-keyward'
import tseslint from 'typescript-eslint'

const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Only a definition file has a default export: name this one.',
}

export default defineConfig(
  // AssemblyScript has its own compiler; folders of fixtures are projects as people have them.
  globalIgnores([
    '**/dist/',
    '**/coverage/',
    '**/*.as.ts',
    'fixtures/*/',
    '!fixtures/apis/',
    '!fixtures/leak-story/',
  ]),

  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // The compiler says these, and knows the globals of each package.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': 'off',

      // An index that a loop has just checked needs no second check in the hot path.
      '@typescript-eslint/no-non-null-assertion': 'off',

      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],

      eqeqeq: 'error',
      'func-style': [
        'error',
        'declaration',
        // A table of one-line exports reads better as arrows.
        { allowTypeAnnotation: true, overrides: { namedExports: 'ignore' } },
      ],
      'max-lines': ['error', 300],
      // The DOM declares them, so the compiler does not notice a forgotten variable.
      'no-restricted-globals': ['error', 'event', 'length', 'location', 'name', 'parent', 'status'],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'exit', message: 'main returns the exit code.' },
      ],
      'no-restricted-syntax': ['error', defaultExport],
      'object-shorthand': 'error',
      'prefer-template': 'error',
    },
  },
  {
    files: [
      'packages/core/src/detectors/*.ts',
      'packages/eslint-plugin/src/**/*.ts',
      'packages/eslint-formatter/src/index.ts',
      'packages/revoke/src/presets/*.ts',
      '*.{js,ts}',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  ...keyward.configs.recommended,
  {
    // The names of nodes are an enum for the compiler alone.
    files: ['packages/eslint-plugin/src/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-enum-comparison': 'off' },
  },
  {
    // The examples in a rule's file are its tests.
    files: ['packages/eslint-plugin/src/rules/*.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    // A cast in a comment is seen by the compiler alone.
    files: ['**/*.js'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    files: ['**/*.test.ts', 'test/**'],
    rules: { 'max-lines': 'off' },
  },
)
