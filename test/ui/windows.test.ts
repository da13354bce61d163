import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { OWN_LOG, sample } from '../support/sample';
import { until } from '../support/until';
import { openWorkbench, type Workbench } from '../support/workbench-page';

let workbench: Workbench;

afterEach(() => workbench.close());

const openModelsView = (): Promise<void> =>
  workbench.page.locator('.activitybar .action-item [aria-label^="ONNX"]').first().click();
const modelsRow = (begin: string): Locator =>
  workbench.page
    .locator('.pane', { has: workbench.page.locator('.pane-header[aria-label="Models Section"]') })
    .locator(`.monaco-list-row[aria-label^="${begin}"]`);

test("in a workspace of several folders a model finds the data of another one, and the run is logged in the model's folder", async () => {
  workbench = await openWorkbench({
    opens: 'sub-folders',
    settings: { 'explorer.autoReveal': false },
    files: {
      'models/.onnx-workbench/.gitignore': Buffer.from('*\n'),
      'models/wine.onnx': sample('wine.onnx'),
      'rows/bottles.csv': sample('wine.csv'),
      'rows/other.csv': Buffer.from('x\n1\n'),
    },
  });
  await workbench.menuShows('wine.onnx', 'Run Prediction...');
  await workbench.explorerMenu(['wine.onnx'], 'Run Prediction...');
  await expect.poll(async () => (await workbench.pickLabels())[0]).toBe('bottles.csv');
  await workbench.pick('bottles.csv');
  const results = await workbench.webview('[role=gridcell]');
  expect(await results.getByRole('status').innerText()).toMatch(/Predicted\s+60 rows/);
  expect(await results.locator('.facts').innerText()).toMatch(/Logged to\s+\.onnx-workbench/);
  await openModelsView();
  await modelsRow('models, 1 model').waitFor();
  await modelsRow('wine.onnx, X float32[?,6] → label').waitFor();
  expect(await modelsRow('rows').count()).toBe(0);
});

test('in a window without a folder the model is browsed for, and the data beside it is offered', async () => {
  workbench = await openWorkbench({
    opens: 'nothing',
    files: {
      ...OWN_LOG,
      'wine.onnx': sample('wine.onnx'),
      'wine.csv': sample('wine.csv'),
    },
  });
  await until('the commands are there', async () => {
    await workbench.page.keyboard.press('F1');
    await workbench.page.locator('.quick-input-widget input:visible').first().fill('>ONNX: Run Prediction...');
    const labels = await workbench.pickLabels();
    await workbench.page.keyboard.press('Escape');
    return labels.find((label) => label === 'ONNX: Run Prediction...');
  });
  await openModelsView();
  await workbench.page
    .locator('.part.sidebar')
    .getByText('No folder is open. Its ONNX models are listed here.')
    .waitFor();
  await workbench.runCommand('ONNX: Run Prediction...');
  await workbench.pick('Browse...');
  await until('the dialog is open', async () =>
    (await workbench.pickLabels()).includes('Browse...') ? undefined : true,
  );
  await workbench.chooseInFileDialog(path.join(workbench.workspace, 'wine.onnx'));
  await until('the data is asked for', async () =>
    (await workbench.pickLabels()).includes('Browse...') ? true : undefined,
  );
  await workbench.pick('wine.csv');
  const results = await workbench.webview('[role=gridcell]');
  expect(await results.getByRole('status').innerText()).toMatch(/Predicted\s+60 rows/);
});
