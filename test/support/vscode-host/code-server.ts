import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cachedFolder } from './cached-folder.ts';
import { runNpm } from './run-npm.ts';

const CODE_SERVER_VERSION = '4.139.1';
/** Of the VS Code inside. */
export const HOSTED_VSCODE_VERSION = '1.139.1';

/**
 * The folder of the VS Code Server that the npm package code-server carries, installed into the per-user cache on first
 * use. No install script runs: server, extension host and webviews need none.
 */
export async function ensureCodeServer(): Promise<string> {
  const folder = await cachedFolder(`code-server-${CODE_SERVER_VERSION}`, async (empty) => {
    await writeFile(path.join(empty, 'package.json'), '{"private":true}\n');
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await runNpm(empty, ['install', ...quiet, `code-server@${CODE_SERVER_VERSION}`]);
    await runNpm(serverFolder(empty), ['install', '--omit=dev', ...quiet]);
  });
  return serverFolder(folder);
}

function serverFolder(cached: string): string {
  return path.join(cached, 'node_modules', 'code-server', 'lib', 'vscode');
}
