import { afterAll, beforeAll, expect, test } from 'vitest';
import { sample } from '../support/sample';
import { openWorkbench, type Workbench } from '../support/workbench-page';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({
    files: { 'wine.onnx': sample('wine.onnx'), 'wine.csv': sample('wine.csv') },
    trusted: false,
  });
});

afterAll(() => workbench.close());

test('a model can be inspected all the same, and the inspector says why it does not run', async () => {
  await workbench.explorerMenu(['wine.onnx'], 'Open in Inspector');
  const inspector = await workbench.webview('workbench-quick-run');
  expect(await inspector.locator('main').innerText()).toMatch(/alcohol.*probabilities/s);
  expect(await inspector.getByText('Run', { exact: true }).getAttribute('disabled')).not.toBeNull();
  await inspector.getByLabel(/^hue/).press('Enter');
  expect(await inspector.locator('.label').count()).toBe(0);
  await workbench.screenshot('inspector-untrusted');
  await inspector.getByText('Manage Trust').click();
  const trust = workbench.page.locator('.workspace-trust-editor');
  await trust.waitFor();
  await workbench.page.keyboard.press('Escape');
  await trust.waitFor({ state: 'hidden' });
});

test('models are listed with what they take and give, and the view says that they do not run', async () => {
  await workbench.page.locator('.activitybar .action-item [aria-label^="ONNX"]').first().click();
  const sideBar = workbench.page.locator('.part.sidebar');
  await sideBar.locator('.monaco-list-row[aria-label^="wine.onnx, X float32[?,6] → label"]').waitFor();
  await sideBar.getByText('This folder is not trusted: models can be looked into, not run.').waitFor();
  await workbench.screenshot('models-untrusted');
  await workbench.runCommand('View: Show Explorer');
});

test('in a folder that is not trusted no model runs, and why is said with a way out', async () => {
  await workbench.explorerMenu(['wine.onnx'], 'Run Prediction...');
  const warning = await workbench.notification('Running a model needs a trusted workspace');
  await warning.getByText('Manage Workspace Trust').click();
  await workbench.page.locator('.workspace-trust-editor').waitFor();
});
