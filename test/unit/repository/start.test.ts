import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** What is loaded at the start of the extension slows every window down in which it is installed. */
const START_LIMIT_BYTES = 300_000;

test('the start of the extension loads little: the rest is imported where it is needed', async () => {
  const { metafile } = await build({
    entryPoints: ['src/extension/extension.ts'],
    bundle: true,
    platform: 'node',
    external: ['vscode'],
    mainFields: ['module', 'main'],
    write: false,
    metafile: true,
    outdir: 'dist',
  });
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const { path, kind, external } of metafile.inputs[file]?.imports ?? []) {
      if (kind !== 'dynamic-import' && external !== true) load(path);
    }
  };
  load('src/extension/extension.ts');
  expect([...loaded].filter((file) => file.includes('node_modules/'))).toEqual([]);
  const [output] = Object.values(metafile.outputs);
  const bytes = [...loaded].map((file) => output?.inputs[file]?.bytesInOutput ?? 0);
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(START_LIMIT_BYTES);
});

test("the editor's API is fetched once at the start and copied nowhere", async () => {
  const bundle = await readFile('dist/extension.js', 'utf8');
  expect(bundle.match(/require\("vscode"\)/g)).toHaveLength(1);
  expect(bundle).not.toContain('__toESM(require("vscode")');
});
