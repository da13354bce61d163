import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRepository } from '../support/git-repository';
import { GRADE_COLUMNS, GRADE_MODELS, gradedWine } from '../support/graded';
import { OWN_LOG } from '../support/sample';
import { openWorkbench, type Workbench } from '../support/workbench-page';
import { changedRow, sourceControlMenuItems } from '../support/workbench/source-control';

const COMMAND = 'Compare Model Predictions';
const [before, after] = GRADE_MODELS;
const SETTINGS = {
  version: 1,
  inputs: { float_input: { columns: GRADE_COLUMNS } },
  truth: 'grade',
  data: { holdout: 'holdout.csv' },
};

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({ files: { ...OWN_LOG } });
  const { commit } = await createRepository(workbench.workspace);
  await commit('Train', {
    'wine.onnx': readFileSync(before),
    'wine.onnx.workbench.json': JSON.stringify(SETTINGS),
    'holdout.csv': gradedWine(),
    'train.py': 'print(1)\n',
  });
});
afterAll(() => workbench.close());

const write = (name: string, content: string | Uint8Array): void =>
  writeFileSync(path.join(workbench.workspace, name), content);

test('Source Control offers the comparison once a model has changed, and it asks nothing', async () => {
  const { page } = workbench;
  write('wine.onnx', readFileSync(before));
  write('train.py', 'print(2)\n');
  await page.locator('.activitybar .action-item [aria-label^="Source Control"]').first().click();
  await changedRow(page, 'train.py').waitFor();
  await expect.poll(() => sourceControlMenuItems(page, 'train.py')).not.toContain(COMMAND);
  write('wine.onnx', readFileSync(after));
  await changedRow(page, 'wine.onnx').waitFor();
  await expect.poll(() => sourceControlMenuItems(page, 'wine.onnx')).toContain(COMMAND);
  await changedRow(page, 'wine.onnx').click({ button: 'right' });
  await workbench.screenshot('source-control-menu');
  await page.locator(`.monaco-menu .action-menu-item:has([aria-label="${COMMAND}"])`).click({ delay: 200 });
  const compared = await workbench.webview('workbench-compare .verdict');
  expect(await compared.locator('.verdict').innerText()).toMatch(/labels changed/);
  await page.locator('.tab', { hasText: 'wine.onnx @ HEAD ↔ wine.onnx' }).waitFor();
});
