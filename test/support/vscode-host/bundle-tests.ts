import { glob } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const project = path.resolve(import.meta.dirname, '../../..');

/** Bundles `test/vscode/*.test.ts` with the runner into one module, and returns its path. */
export async function bundleTestsInside(): Promise<string> {
  const files = (await Array.fromAsync(glob('test/vscode/**/*.test.ts', { cwd: project }))).toSorted();
  const loads = files.map((file) => `() => import(${JSON.stringify(`./${file.replaceAll(path.sep, '/')}`)})`);
  const outfile = path.join(project, 'dist-test', 'inside.js');
  await build({
    stdin: {
      contents: [
        `import { runTests } from './test/support/vscode-host/inside-runner.ts';`,
        `export const run = () => runTests([${loads.join(', ')}]);`,
      ].join('\n'),
      resolveDir: project,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    // jsonc-parser's `main` hides its own imports from a bundler.
    mainFields: ['module', 'main'],
    format: 'cjs',
    target: 'node22',
    sourcemap: 'inline',
    external: ['vscode', 'mocha', 'onnxruntime-node'],
    logLevel: 'warning',
  });
  return outfile;
}
