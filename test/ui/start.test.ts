import { cpSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sample } from '../support/sample';
import { openWorkbench, type Workbench } from '../support/workbench-page';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({ files: { 'notes.txt': Buffer.from('nothing here yet\n') } });
});
afterAll(() => workbench.close());

const sideBar = (): Locator => workbench.page.locator('.part.sidebar');
const step = (title: string): Locator => workbench.page.locator('.getting-started-step', { hasText: title });

test('an empty folder says what to do next, and its first model shows up by itself', async () => {
  await workbench.page.locator('.activitybar .action-item [aria-label^="ONNX"]').first().click();
  await sideBar().getByText('There is no ONNX model in this folder yet').waitFor();
  await sideBar().locator('.monaco-button', { hasText: 'Open Sample' }).waitFor();
  await workbench.screenshot('models-empty');
  cpSync(sample('wine.onnx'), path.join(workbench.workspace, 'wine.onnx'));
  await sideBar().locator('.monaco-list-row[aria-label^="wine.onnx"]').waitFor();
});

test('the first step of the walkthrough runs the sample with one click, and is then done', async () => {
  await workbench.runCommand('ONNX: Get Started');
  await step('Run the sample').locator('.monaco-button', { hasText: 'Run the Sample' }).click();
  const results = await workbench.webview('[role=gridcell]');
  await expect.poll(() => results.locator('.verdict').innerText()).toMatch(/Predicted\s+60 rows/);
  await results.getByRole('gridcell', { name: 'barolo' }).first().waitFor();
  await workbench.runCommand('ONNX: Get Started');
  await step('Run the sample').locator('.codicon-getting-started-step-checked').waitFor();
  expect(await workbench.page.locator('.getting-started-step').count()).toBe(6);
  await workbench.screenshot('walkthrough');
});
