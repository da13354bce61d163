import { readFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MODELS } from '../support/fixtures';
import { GRADE_COLUMNS, GRADE_MODELS, gradedWine } from '../support/graded';
import { SAMPLE_WORKSPACE } from '../support/sample';
import { until } from '../support/until';
import { focused, tabTo } from '../support/workbench/focus';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const natural = path.join(MODELS, 'natural-index-and-target');
const [before, after] = GRADE_MODELS.map((model) => readFileSync(model));

/** What is written here; a file that is there already would be asked about. */
const WRITTEN = ['wine.predictions.csv', 'wine.predictions.parquet', 'joined.csv'];

let workbench: Workbench;
const file = (name: string): string => path.join(workbench.workspace, name);

beforeAll(async () => {
  workbench = await openWorkbench({
    settings: { 'explorer.autoReveal': false },
    size: { width: 1400, height: 900 },
    files: {
      ...SAMPLE_WORKSPACE,
      'iris.onnx': path.join(natural, 'model.onnx'),
      'iris.csv': path.join(natural, 'input.csv'),
      'grade.onnx': before ?? '',
      'grade.csv': Buffer.from(gradedWine()),
      'grade.onnx.workbench.json': Buffer.from(
        JSON.stringify({ version: 1, inputs: { float_input: { columns: GRADE_COLUMNS } }, truth: 'grade' }),
      ),
    },
  });
  await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await workbench.menuShows('wine.onnx', 'Run Prediction...');
});

beforeEach(async () => {
  await workbench.closeEditors();
  await writeFile(file('grade.onnx'), before ?? '');
  for (const name of WRITTEN) await rm(file(name), { force: true });
});

afterAll(() => workbench.close());

const grid = (page: Frame): Locator => page.getByRole('grid', { name: 'Predictions' });
const verdict = (page: Frame): Locator => page.locator('.verdict');
const clipboard = (): Promise<string> => workbench.page.evaluate(() => navigator.clipboard.readText());

/** As a training script does. */
async function retrain(): Promise<void> {
  await writeFile(file('grade.onnx.tmp'), after ?? '');
  await rename(file('grade.onnx.tmp'), file('grade.onnx'));
}

/** What the page says of the retrained model; the number of labels that flipped. */
async function flipsSaid(page: Frame): Promise<number> {
  const change = page.locator('.change');
  await expect
    .poll(() => change.innerText().catch(() => ''))
    .toMatch(/^grade\.onnx has changed:\s+\d+ of 100 labels flipped,\s*accuracy 0\.\d{3} → 0\.\d{3}/);
  return Number(/(\d+) of 100/.exec(await change.innerText())?.[1]);
}

/** The open file dialog's answer is taken as it is. */
async function acceptFile(ending: string): Promise<Buffer> {
  const answer = workbench.page.locator('.quick-input-widget input:visible').first();
  await expect.poll(() => answer.inputValue()).toMatch(new RegExp(`${ending}$`));
  const name = await answer.inputValue();
  await workbench.page.keyboard.press('Enter');
  return until(`${name} is written`, () => readFile(file(path.basename(name))).catch(() => undefined));
}

describe('by mouse', () => {
  const run = async (model: string, data: string, shown = '[role=gridcell]'): Promise<Frame> => {
    await workbench.explorerMenu([model], 'Run Prediction...');
    await workbench.pick(data);
    return workbench.webview(shown);
  };

  test('first run: the columns of a CSV as pandas wrote it are proposed, one click accepts, accuracy is there', async () => {
    const page = await run('iris.onnx', 'iris.csv', 'workbench-mapping .places');
    await page.getByText('Use These Columns').click();
    await expect.poll(() => verdict(page).innerText()).toMatch(/60 rows.*accuracy\s+against species/s);
    await grid(page).getByRole('gridcell').first().waitFor();
    await workbench.screenshot('moment-first-run-mouse');
  });

  test('retraining: what flipped is said while the result stays open, and one click shows the rows', async () => {
    const page = await run('grade.onnx', 'grade.csv');
    await retrain();
    const flips = await flipsSaid(page);
    await page.getByRole('button', { name: /labels flipped/ }).click();
    await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toBe(String(flips + 1));
    await workbench.screenshot('moment-retrain-mouse');
  });

  test('back to Python: code, the command and a Parquet file', async () => {
    const page = await run('wine.onnx', 'wine.csv');
    await page.getByRole('button', { name: 'Copy as Python' }).click();
    await expect.poll(clipboard).toContain('ort.InferenceSession(');
    await page.getByRole('button', { name: 'Copy as Command' }).click();
    await expect.poll(clipboard).toBe('onnx-workbench predict wine.onnx wine.csv');
    await workbench.screenshot('moment-python-mouse');
    await page.getByRole('button', { name: 'Open as Parquet' }).click();
    expect((await acceptFile('wine\\.predictions\\.parquet')).subarray(0, 4).toString()).toBe('PAR1');
  });

  test('for a colleague: the exported file keeps the columns of the data, its id too', async () => {
    const page = await run('wine.onnx', 'wine.csv');
    await page.getByRole('button', { name: 'Export...' }).click();
    const [header, first] = (await acceptFile('wine\\.predictions\\.csv')).toString().split(/\r?\n/);
    expect(header).toMatch(/^bottle,.*,cultivar,prediction,/);
    expect(first).toMatch(/^W-001,.*,barbera,/);
    await workbench.screenshot('moment-colleague-mouse');
  });
});

describe('by keyboard alone', () => {
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);

  /** Types into what has the keyboard, and takes the first item once it is this one. */
  async function typeAndTake(typed: string, label: string): Promise<void> {
    await workbench.page.locator('.quick-input-widget:visible input:focus').waitFor();
    await workbench.page.keyboard.type(typed);
    await expect.poll(async () => (await workbench.pickLabels())[0]).toBe(label);
    await press('Enter');
    await workbench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  async function command(title: string): Promise<void> {
    await press('F1');
    await typeAndTake(title, title);
  }

  /** To the Explorer, to the model with arrow keys, its menu, and the data by its name. */
  async function run(model: string, data: string): Promise<void> {
    const files = workbench.page.locator('.explorer-folders-view');
    await press('Control+Shift+E');
    await files.locator('.monaco-list:focus-within').waitFor();
    await press('Home');
    const focusedName = (): Promise<string> => files.locator('.monaco-list-row.focused .label-name').innerText();
    for (let name = await focusedName(); name !== model; name = await focusedName()) {
      await press('ArrowDown');
      await expect.poll(focusedName).not.toBe(name);
    }
    await press('Shift+F10');
    await workbench.page.locator('.monaco-menu').waitFor();
    const item = workbench.page.locator('.monaco-menu .action-item.focused .action-label');
    await expect
      .poll(async () => {
        await press('ArrowDown');
        return item.getAttribute('aria-label');
      })
      .toBe('Run Prediction...');
    await press('Enter');
    await typeAndTake(data, data);
  }

  /** From anywhere on the page into the table. */
  async function intoTable(page: Frame): Promise<void> {
    await tabTo(page, 'Predictions');
    await press('Control+Home');
    await press('ArrowDown');
    await expect.poll(() => grid(page).getAttribute('aria-activedescendant')).toMatch(/^cell-1-/);
  }

  test('first run: Enter accepts the columns, and Tab leads to the rows', async () => {
    await run('iris.onnx', 'iris.csv');
    const page = await workbench.webview('workbench-mapping .places');
    await expect.poll(() => focused(page)).toMatchObject({ text: 'Use These Columns', visible: true });
    await workbench.screenshot('moment-first-run-proposal-keyboard');
    await press('Enter');
    await expect.poll(() => verdict(page).innerText()).toMatch(/60 rows.*accuracy\s+against species/s);
    await grid(page).getByRole('gridcell').first().waitFor();
    await intoTable(page);
    await workbench.screenshot('moment-first-run-keyboard');
  });

  test('retraining: Tab leads to what flipped, Enter shows the rows', async () => {
    await run('grade.onnx', 'grade.csv');
    const page = await workbench.webview('[role=gridcell]');
    await retrain();
    const flips = await flipsSaid(page);
    await tabTo(page, `${flips} of 100 labels flipped`);
    await workbench.screenshot('moment-retrain-link-keyboard');
    await press('Enter');
    await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toBe(String(flips + 1));
    await intoTable(page);
    await workbench.screenshot('moment-retrain-keyboard');
  });

  test('back to Python: from the page and from the palette', async () => {
    await run('wine.onnx', 'wine.csv');
    const page = await workbench.webview('[role=gridcell]');
    await tabTo(page, 'Copy as Python');
    await press('Enter');
    await expect.poll(clipboard).toContain('ort.InferenceSession(');
    await command('ONNX: Copy as Command');
    await expect.poll(clipboard).toBe('onnx-workbench predict wine.onnx wine.csv');
    await tabTo(page, 'Open as Parquet');
    await workbench.screenshot('moment-python-keyboard');
    await press('Enter');
    expect((await acceptFile('wine\\.predictions\\.parquet')).subarray(0, 4).toString()).toBe('PAR1');
  });

  test('for a colleague: the terminal writes a file that can be joined on its id', async () => {
    await command('ONNX: Open Terminal');
    const lines = workbench.page.locator('.xterm-rows > div');
    await expect.poll(async () => (await lines.allInnerTexts()).join('\n')).toContain('predict wine.onnx wine.csv');
    await workbench.page.locator('.xterm-helper-textarea:focus').waitFor();
    await workbench.page.keyboard.type('onnx-workbench predict wine.onnx wine.csv --out joined.csv');
    await press('Enter');
    await expect.poll(async () => (await lines.allInnerTexts()).join('\n')).toMatch(/Predicted 60 rows/);
    await workbench.screenshot('moment-colleague-keyboard');
    const [header, first] = (await readFile(file('joined.csv'), 'utf8')).split(/\r?\n/);
    expect(header).toMatch(/^bottle,.*,cultivar,prediction,/);
    expect(first).toMatch(/^W-001,.*,barbera,/);
  });
});

test('nothing was done against the policy of a page', () => {
  expect(workbench.contentSecurityViolations()).toEqual([]);
});
