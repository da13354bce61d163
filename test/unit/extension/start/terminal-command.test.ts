import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layTerminalCommand } from '../../../../src/extension/start/terminal-command';
import { temporaryFolder } from '../../../support/temporary-folder';

test.skipIf(process.platform === 'win32')('the command runs with its arguments, wherever it lies', async () => {
  const folder = join(temporaryFolder(), "a 'quoted' $HOME folder");
  mkdirSync(folder);
  const cli = join(folder, 'cli.js');
  writeFileSync(cli, 'console.log(JSON.stringify([process.env.ELECTRON_RUN_AS_NODE, ...process.argv.slice(2)]));');
  const bin = await layTerminalCommand({ node: process.execPath, cli, storage: folder });
  const told = execFileSync(join(bin, 'onnx-workbench'), ['predict', 'my model.onnx', '*'], { encoding: 'utf8' });
  expect(JSON.parse(told)).toEqual(['1', 'predict', 'my model.onnx', '*']);
});

test('on Windows percent signs in a path stay what they are', async () => {
  const paths = { node: 'C:\\100%\\node.exe', cli: 'C:\\x\\cli.js' };
  const bin = await layTerminalCommand({ ...paths, storage: temporaryFolder() });
  const lines = readFileSync(join(bin, 'onnx-workbench.cmd'), 'utf8').split('\r\n');
  expect(lines).toContain(String.raw`"C:\100%%\node.exe" "C:\x\cli.js" %*`);
});
