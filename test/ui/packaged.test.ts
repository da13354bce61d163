import { glob, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runNode, script } from '../../scripts/support/run-node';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const sample = (name: string): string => path.resolve(import.meta.dirname, '../../media/sample', name);

let folder: string;
let workbench: Workbench;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'onnx-workbench-vsix-'));
  expect(await runNode(script('package', '--out', folder))).toBe(0);
  const [vsix] = await Array.fromAsync(glob('*.vsix', { cwd: folder }));
  workbench = await openWorkbench({
    vsix: path.join(folder, vsix ?? ''),
    files: {
      // The log of this workspace, and not the user's.
      '.onnx-workbench/.gitignore': Buffer.from('*\n'),
      'wine.onnx': sample('wine.onnx'),
      'wine.csv': sample('wine.csv'),
      'wine.onnx.workbench.json': sample('wine.onnx.workbench.json'),
    },
  });
});

afterAll(async () => {
  await workbench.close();
  await rm(folder, { recursive: true, force: true });
});

test('the package, installed as a user would, predicts', async () => {
  await workbench.explorerMenu(['wine.csv', 'wine.onnx'], 'Run Prediction...');
  const results = await workbench.webview('[role=gridcell]');
  expect(await results.getByRole('grid').getAttribute('aria-rowcount')).toBe('61');
  expect(await results.getByRole('row').nth(1).innerText()).toMatch(/^0\s+barbera\s+0\.8500/);
  expect(workbench.contentSecurityViolations()).toEqual([]);
});
