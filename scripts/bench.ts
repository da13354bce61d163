/** Runs every measurement in `scripts/bench/`, or those named. Each prints its own figures and ratios. */
import { glob } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { project, runNode } from './support/run-node.ts';

const named = process.argv.slice(2);
let failed = 0;
for (const file of await benches()) {
  const name = path.basename(file, '.ts');
  if (named.length > 0 && !named.includes(name)) continue;
  console.log(`\n--- ${name}`);
  const outfile = path.join(project, 'dist-bench', `${name}.mjs`);
  await build({
    absWorkingDir: project,
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  if ((await runNode(['--expose-gc', outfile])) !== 0) failed++;
}
process.exit(failed === 0 ? 0 : 1);

async function benches(): Promise<string[]> {
  const files = await Array.fromAsync(glob('scripts/bench/*.ts', { cwd: project }));
  return files.toSorted();
}
