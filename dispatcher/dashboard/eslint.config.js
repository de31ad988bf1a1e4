import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';

const node = { console: 'readonly', process: 'readonly', URL: 'readonly', setTimeout: 'readonly', setInterval: 'readonly', localStorage: 'readonly', clearInterval: 'readonly', Buffer: 'readonly' };

export default defineConfig(
  { ignores: ['target/', 'node_modules/', 'src/api/generated.ts'] },
  js.configs.recommended,
  { files: ['**/*.{ts,tsx}'], extends: [...ts.configs.strict, ...ts.configs.stylistic] },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    rules: { '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }] },
  },
  {
    rules: {
      'no-restricted-imports': ['error', { patterns: ['antd/es/*', 'antd/lib/*', 'lodash*'] }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['mock/**/*.mjs', 'scripts/**/*.mjs'], languageOptions: { globals: node } },
);
