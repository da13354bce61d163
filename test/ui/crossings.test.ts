import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MODELS } from '../support/fixtures';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const CASE = join(MODELS, 'natural-parity-thresholds');

let workbench: Workbench;

beforeAll(async () => {
  const files = ['model.onnx', 'input.csv'].map((name) => [name, readFileSync(join(CASE, name))] as const);
  workbench = await openWorkbench({ files: Object.fromEntries(files) });
});
afterAll(() => workbench.close());

test('an export is held against the predictions in its data: what rounding meets is told, with a way to its row', async () => {
  await workbench.explorerMenu(['input.csv', 'model.onnx'], 'Compare with Predictions in Data');
  const asked = await workbench.webview('vscode-button');
  await asked.getByText('Use These Columns', { exact: true }).click();
  const page = await workbench.webview('.verdict');
  await expect.poll(() => page.locator('.notes').innerText()).toContain('7 rows differ only because rounding');
  const crossings = page.locator('section[aria-labelledby=crossings]');
  expect(await crossings.locator('tbody tr').count()).toBe(10);
  expect(await crossings.locator('tbody tr').first().innerText()).toMatch(
    /^23\s+score\s+0\.9880000000000002\s+5\s+0\.988$/,
  );
  await crossings.locator('tbody tr').last().scrollIntoViewIfNeeded();
  for (const theme of ['light', 'dark', 'high contrast'] as const) {
    await workbench.setTheme(theme);
    await workbench.screenshot(`crossings-${theme.replace(' ', '-')}`);
  }
  await crossings.getByRole('button', { name: '23' }).first().press('Enter');
  await workbench.statusBarItem(/Ln 25/).waitFor();
});
