import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { OWN_LOG, sample } from '../support/sample';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const MODEL = '<img src=x onerror=alert(1)>.onnx';
const OTHER = '"><svg onload=alert(2)>.onnx';
const DATA = '<iframe srcdoc=evil>.csv';
const COLUMN = '<img src=x onerror=alert(3)>';
const CELL = '<script>alert(4)</script><img src=x onerror=alert(5)>';
const CLASSES = ['<b onmouseover=alert(6)>barolo</b>', '<img src=x onerror=alert(7)>', '${alert(8)}'];

/** What any of the names would make if it were taken for HTML; VS Code's own script has no nonce. */
const MADE =
  'img[src="x"], svg[onload], iframe[srcdoc], b[onmouseover], [onerror], script:not([nonce], [src], #_vscodeApiScript)';

let workbench: Workbench;
const dialogs: string[] = [];

const FEATURES = [COLUMN, 'malic_acid', 'magnesium', 'flavanoids', 'color_intensity', 'hue'];
const SETTINGS = Buffer.from(
  JSON.stringify({
    version: 1,
    inputs: { X: { columns: FEATURES } },
    classes: CLASSES,
    id: 'bottle',
    truth: 'cultivar',
  }),
);

/** The sample's rows, with a cell for the bottle that is hostile too. */
function rows(): Buffer {
  const lines = readFileSync(sample('wine.csv'), 'utf8').trimEnd().split('\n').slice(1);
  const cells = lines.map((line) => [CELL, ...line.split(',').slice(1, -1), CLASSES[0]]);
  return Buffer.from([['bottle', ...FEATURES, 'cultivar'], ...cells].map((row) => `${row.join(',')}\n`).join(''));
}

beforeAll(async () => {
  workbench = await openWorkbench({
    settings: { 'explorer.autoReveal': false },
    // Columns that have no room are not drawn.
    size: { width: 2_600, height: 1_000 },
    files: {
      ...OWN_LOG,
      [MODEL]: sample('wine.onnx'),
      [OTHER]: sample('wine.onnx'),
      [`${MODEL}.workbench.json`]: SETTINGS,
      [`${OTHER}.workbench.json`]: SETTINGS,
      [DATA]: rows(),
    },
  });
  workbench.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await workbench.menuShows(MODEL, 'Run Prediction...');
});

beforeEach(() => workbench.closeEditors());

afterAll(() => workbench.close());

/** A page shows these texts as they are, and nothing of them has come to life. */
async function expectText(page: Frame, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) await page.getByText(text).first().waitFor({ state: 'attached' });
  expect(await page.locator(MADE).count()).toBe(0);
  expect(dialogs).toEqual([]);
  expect(workbench.contentSecurityViolations()).toEqual([]);
}

async function predicted(): Promise<Frame> {
  await workbench.explorerMenu([MODEL], 'Run Prediction...');
  await workbench.pick(DATA);
  return workbench.webview('workbench-results [role=gridcell]');
}

test('the inspector and its answer show names of files, columns and classes as text', async () => {
  await workbench.explorerRow(MODEL).dblclick();
  const page = await workbench.webview('workbench-quick-run');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.locator('.label').waitFor();
  await expectText(page, MODEL, COLUMN, ...CLASSES);
  await workbench.screenshot('hostile-inspector');
});

test('results show files, columns, labels and cells as text, and so does the step that changes columns', async () => {
  const page = await predicted();
  await expectText(page, DATA, COLUMN, CELL, CLASSES[0] ?? '');
  await workbench.screenshot('hostile-results');
  await workbench.runCommand('ONNX: Change Columns...');
  const mapping = await workbench.webview('workbench-mapping');
  // A long cell is cut.
  await expectText(mapping, COLUMN, CELL.slice(0, 30), CLASSES[0] ?? '');
  await workbench.screenshot('hostile-mapping');
});

test('the Predictions view shows names as text, in its rows and in what hangs over them', async () => {
  await predicted();
  const { page } = workbench;
  await page.locator('.activitybar .action-item [aria-label^="ONNX"]').first().click();
  try {
    await workbench.runCommand('ONNX: Focus on Predictions View');
    const header = page.locator('.pane-header[aria-label^="Predictions"]');
    const row = page.locator('.pane', { has: header }).locator('.monaco-list-row', { hasText: DATA });
    await row.first().hover();
    await page.locator('.monaco-hover:visible', { hasText: MODEL }).first().waitFor();
    expect(await page.locator('.monaco-hover img[src="x"], .monaco-list img[src="x"]').count()).toBe(0);
    expect(dialogs).toEqual([]);
    await workbench.screenshot('hostile-predictions');
  } finally {
    await page.locator('.activitybar [aria-label^="Explorer"]').first().click();
  }
});

test('a comparison shows names of files and classes as text', async () => {
  await workbench.explorerMenu([MODEL, OTHER], 'Compare Models...');
  await workbench.pick(DATA);
  const page = await workbench.webview('workbench-compare .verdict');
  await expectText(page, MODEL, OTHER);
  await workbench.screenshot('hostile-compare');
});
