import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'build/worker/recipe/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-console': 'error',
      'no-empty': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // The 400-line ceiling holds for code that runs; contracts, migrations and tests are lists.
    files: ['**/*.ts', '**/*.tsx'],
    ignores: [
      'shared/contracts/**',
      '**/migrations/**',
      '**/*.test.*',
      '**/*.spec.ts',
      'server/integration/**',
    ],
    rules: { 'max-lines': ['error', { max: 400 }] },
  },
  {
    files: ['desktop/client/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
  },
  {
    // Set-up scripts talk to a person at a terminal; everything else logs through its logger.
    files: ['build/**', 'desktop/e2e/**'],
    rules: { 'no-console': 'off' },
  },
);
