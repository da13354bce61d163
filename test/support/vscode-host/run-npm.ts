import { spawn } from 'node:child_process';

/** Runs npm in `folder`; rejects with the end of its output when it fails. */
export function runNpm(folder: string, npmArguments: readonly string[]): Promise<void> {
  const npmCli = process.env.npm_execpath;
  const underNode = npmCli?.endsWith('.js') === true ? [process.execPath, npmCli] : undefined;
  const [command, ...leading] = underNode ?? ['npm'];
  return new Promise((resolve, reject) => {
    const child = spawn(command ?? 'npm', [...leading, ...npmArguments], {
      cwd: folder,
      env: withoutOuterRun(),
      shell: underNode === undefined && process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ${npmArguments.join(' ')} in ${folder} ended with ${String(code)}:\n${output}`));
    });
  });
}

/** Without what an outer `npm run` set, which would send this npm to the outer project. */
function withoutOuterRun(): NodeJS.ProcessEnv {
  const outer =
    /^npm_(package|lifecycle)_|^npm_config_(local_prefix|prefix|global|omit|include|ignore_scripts)$|^INIT_CWD$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
}
