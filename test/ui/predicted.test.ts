import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GRADE_COLUMNS, GRADE_MODELS, gradedWine } from '../support/graded';
import { OWN_LOG } from '../support/sample';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const SETTINGS = { version: 1, inputs: { float_input: { columns: GRADE_COLUMNS } } };

let workbench: Workbench;

/** The grades with predictions beside them that nobody would look for under these names. */
function rowsWithGuesses(): string {
  const [header = '', ...rows] = gradedWine().trimEnd().split('\n');
  const lines = rows.map((row) => `${row},${row.split(',').at(-1) ?? ''},0.2,0.3,0.5`);
  return [`${header},guess,conf_high,conf_low,conf_mid`, ...lines].join('\n');
}

beforeAll(async () => {
  workbench = await openWorkbench({
    files: {
      ...OWN_LOG,
      'wine.onnx': readFileSync(GRADE_MODELS[1]),
      'wine.onnx.workbench.json': Buffer.from(JSON.stringify(SETTINGS)),
      'guesses.csv': Buffer.from(rowsWithGuesses()),
    },
  });
});
afterAll(() => workbench.close());

const verdict = (page: Frame): Promise<string> =>
  page
    .locator('.verdict')
    .innerText()
    .catch(() => '');

test('predictions under other names are pointed out, by label and by what the probabilities begin with', async () => {
  await workbench.explorerMenu(['guesses.csv', 'wine.onnx'], 'Compare with Predictions in Data');
  const page = await workbench.webview('workbench-compare [role=alert]');
  await page.getByText('looks like a prediction').waitFor();
  await workbench.screenshot('predicted-none');
  await page.getByRole('button', { name: 'Choose Prediction Columns...' }).click();
  await expect.poll(() => workbench.pickLabels()).toContain('guess');
  await workbench.pick('guess');
  await expect
    .poll(() => workbench.pickLabels())
    .toEqual(['conf_*', 'conf_high, conf_low, conf_mid', 'No Probabilities']);
  await workbench.screenshot('predicted-prefix');
  await workbench.pick('No Probabilities');
  await expect.poll(() => verdict(page)).toMatch(/7 of 100 labels changed\.$/);

  await page.getByRole('button', { name: 'Prediction Columns...' }).click();
  await expect.poll(() => workbench.pickLabels()).toContain('guess');
  await workbench.pick('guess');
  await expect.poll(() => workbench.pickLabels()).toContain('conf_*');
  await workbench.pick('conf_*');
  await expect.poll(() => verdict(page)).toMatch(/7 of 100 labels changed; 'output_probability' is out of tolerance/);
  await page.getByRole('button', { name: 'Prediction Columns...' }).click();
  await expect.poll(() => workbench.pickLabels()).toContain('guess');
  await workbench.page.keyboard.press('Escape');
  expect(await verdict(page)).toMatch(/output_probability/);

  const run = await page.getByText(/^Run \w/).innerText();
  await page.getByRole('button', { name: 'Compare Again' }).click();
  await expect
    .poll(() =>
      page
        .getByText(/^Run \w/)
        .innerText()
        .catch(() => run),
    )
    .not.toBe(run);
  expect(await verdict(page)).toMatch(/output_probability/);
  await workbench.screenshot('predicted-chosen');
  expect(workbench.contentSecurityViolations()).toEqual([]);
});
