import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { ensureCodeServer } from './code-server.ts';

const run = promisify(execFile);

/** Installs a `.vsix` into the extensions folder of a server that is not running, as a user's VS Code would. */
export async function installExtension(vsix: string, extensionsFolder: string, dataFolder: string): Promise<void> {
  const folder = await ensureCodeServer();
  const folders = ['--extensions-dir', extensionsFolder, '--server-data-dir', dataFolder];
  const main = path.join(folder, 'out', 'server-main.js');
  const { stdout } = await run(process.execPath, [main, '--install-extension', vsix, ...folders]);
  if (!stdout.includes('was successfully installed')) throw new Error(`${vsix} was not installed: ${stdout}`);
}
