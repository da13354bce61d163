import path from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const sample = (name: string): string => path.resolve(import.meta.dirname, '../../media/sample', name);

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({
    files: { 'wine.onnx': sample('wine.onnx'), 'wine.csv': sample('wine.csv') },
    trusted: false,
  });
});

afterAll(() => workbench.close());

test('in a folder that is not trusted no model runs, and why is said with a way out', async () => {
  await workbench.explorerMenu(['wine.onnx'], 'Run Prediction...');
  // A workbench under test shows no toasts.
  await workbench.runCommand('Notifications: Show Notifications');
  const warning = workbench.page.locator('.notification-list-item', {
    hasText: 'Running a model needs a trusted workspace',
  });
  await warning.waitFor();
  await warning.getByText('Manage Workspace Trust').click();
  await workbench.page.locator('.workspace-trust-editor').waitFor();
});
