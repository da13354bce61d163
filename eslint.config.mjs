import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const root = import.meta.dirname;

/**
 * Who may import whom: a room imports itself and what is named here.
 */
const rooms = {
  'src/contract': [],
  'src/onnx': ['src/contract'],
  'src/data': ['src/contract'],
  'src/tensors': ['src/contract', 'src/onnx', 'src/data'],
  'src/log': ['src/contract', 'src/data'],
  'src/sidecar': ['src/contract'],
  'src/compare': ['src/contract', 'src/data'],
  'src/versions': ['src/contract'],
  'src/engine': [
    'src/contract',
    'src/onnx',
    'src/data',
    'src/tensors',
    'src/compare',
    'src/log',
    'src/sidecar',
    'src/versions',
  ],
  'src/cli': ['src/contract', 'src/engine/client', 'src/sidecar', 'src/versions'],
  'src/extension': ['src/contract', 'src/engine/client', 'src/sidecar', 'src/versions'],
  webview: ['src/contract'],
};

/** Packages that exactly one room, or one module, may import. */
const keepers = [
  { package: 'vscode', only: ['src/extension/**', 'test/vscode/**'] },
  { package: 'onnxruntime-node', only: ['src/engine/**', 'test/unit/engine/**'] },
  { package: 'node:sqlite', only: ['src/log/**', 'test/unit/log/**'] },
  { package: '@vscode/webview-ui-toolkit', only: ['webview/shared/toolkit.ts'] },
];

const roomZones = Object.entries(rooms).map(([room, allowed]) => ({
  target: `./${room}`,
  from: '.',
  except: [room, ...allowed, 'package.json', 'node_modules'].map((folder) => `./${folder}`),
  message: `${room} may import only ${allowed.length === 0 ? 'itself' : allowed.join(', ')}.`,
}));

export default defineConfig(
  {
    ignores: [
      'dist/**',
      'dist-*/**',
      'test/fixtures/**',
      'test-results/**',
      'coverage/**',
      '.vscode-test/**',
      'sample-workspace/**',
    ],
  },
  {
    files: ['**/*.ts', '**/*.mts'],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      importX.flatConfigs.typescript,
    ],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.mjs', '.js', '.json'] })] },
    linterOptions: { noInlineConfig: true },
    rules: {
      complexity: ['error', 12],
      eqeqeq: 'error',
      'max-lines': ['error', 400],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: root, zones: roomZones }],
      'no-restricted-imports': ['error', { paths: keepers.map((keeper) => keeper.package) }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that declares.' },
      ],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // An async generator over what is in memory is as good as one that waits.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  ...keepers.map((keeper) => ({
    files: keeper.only,
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: keepers.flatMap((other) => (sharesFiles(other, keeper) ? [] : [other.package])) },
      ],
    },
  })),
  {
    files: ['*.config.mts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
);

function sharesFiles(one, other) {
  return one.only.some((files) => other.only.includes(files));
}
