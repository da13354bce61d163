import { spawn } from 'node:child_process';
import path from 'node:path';

export const project = path.resolve(import.meta.dirname, '../..');

/** What the scripts start from the project's own packages. */
export const tools = {
  eslint: 'node_modules/eslint/bin/eslint.js',
  knip: 'node_modules/knip/bin/knip.js',
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  tsc: 'node_modules/typescript/bin/tsc',
  vitest: 'node_modules/vitest/vitest.mjs',
} as const;

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** After this the process is killed, and the code is 124. */
  readonly timeoutMs?: number;
}

/** Runs a script with this Node in the project's folder, its output on ours and no input. Gives the exit code. */
export function runNode(nodeArguments: readonly string[], options: RunOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, nodeArguments, {
      cwd: project,
      env: { ...process.env, ...options.environment },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    let timedOut = false;
    const timer = setTimeout(
      () => {
        timedOut = true;
        child.kill('SIGKILL');
      },
      options.timeoutMs ?? 2 ** 31 - 1,
    );
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(timedOut ? 124 : (code ?? 1));
    });
  });
}

/** The arguments that run one of the scripts in `scripts/`. */
export function script(name: string, ...rest: readonly string[]): string[] {
  return ['--import', './scripts/require-node.mjs', `scripts/${name}.ts`, ...rest];
}
