import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GRADE_COLUMNS, GRADE_MODELS, gradedWine } from '../support/graded';
import { OWN_LOG } from '../support/sample';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const [before, after] = GRADE_MODELS.map((model) => readFileSync(model));

let workbench: Workbench;
let page: Frame;
const file = (name: string): string => path.join(workbench.workspace, name);

beforeAll(async () => {
  workbench = await openWorkbench({
    settings: { 'explorer.autoReveal': false },
    files: {
      ...OWN_LOG,
      'grade.onnx': before ?? '',
      'grade.csv': Buffer.from(gradedWine()),
      'notes.txt': Buffer.from('to do\n'),
      'grade.onnx.workbench.json': Buffer.from(
        JSON.stringify({ version: 1, inputs: { float_input: { columns: GRADE_COLUMNS } }, truth: 'grade' }),
      ),
    },
  });
  await workbench.menuShows('grade.onnx', 'Run Prediction...');
  await workbench.explorerMenu(['grade.csv', 'grade.onnx'], 'Run Prediction...');
  page = await workbench.webview('[role=gridcell]');
  await workbench.page.locator('.editor-actions [aria-label^="Stop Running Again on Change"]').waitFor();
});

afterAll(() => workbench.close());

/** What the page says of the last change. */
async function said(text: RegExp): Promise<string> {
  const change = page.locator('.change');
  await expect.poll(() => change.innerText().catch(() => '')).toMatch(text);
  return change.innerText();
}

/** As exporters do: beside it, then over it. */
async function replace(name: string, content: string | Uint8Array): Promise<void> {
  await writeFile(file(`${name}.tmp`), content);
  await rename(file(`${name}.tmp`), file(name));
}

async function loggedRuns(): Promise<number> {
  const cli = path.resolve(import.meta.dirname, '../../dist/cli.js');
  const { stdout } = await promisify(execFile)(process.execPath, [cli, 'log', 'list', '--json'], {
    cwd: workbench.workspace,
  });
  return (JSON.parse(stdout) as { readonly runs: readonly unknown[] }).runs.length;
}

test('a retrained model that is moved over the old one: what flipped, and how accuracy changed', async () => {
  const begin = performance.now();
  await replace('grade.onnx', after ?? '');
  const text = await said(/labels flipped/);
  const took = performance.now() - begin;
  console.log(`From the moved model to the new result: ${took.toFixed(0)} ms.`);
  expect(took).toBeLessThan(4_000);
  expect(text).toMatch(
    /^grade\.onnx has changed:\s+\d+ of 100 labels flipped,\s*accuracy 0\.\d{3} → 0\.\d{3}\s+Compare$/,
  );
  await workbench.screenshot('on-change');
  const flips = Number(/(\d+) of 100/.exec(text)?.[1]);
  await page.getByRole('button', { name: /labels flipped/ }).click();
  await expect
    .poll(() => page.locator('.grid, [role=grid]').first().getAttribute('aria-rowcount'))
    .toBe(String(flips + 1));
  await workbench.screenshot('on-change-flipped');
});

test('a model that is written in pieces is waited for, and the result before stays', async () => {
  const bytes = before ?? new Uint8Array();
  const handle = await open(file('grade.onnx'), 'w');
  await handle.write(bytes.subarray(0, bytes.length / 2));
  await said(/Waiting for grade\.onnx to be complete/);
  expect(await page.getByRole('gridcell').count()).toBeGreaterThan(0);
  await workbench.screenshot('on-change-waiting');
  await handle.write(bytes.subarray(bytes.length / 2));
  await handle.close();
  await said(/grade\.onnx has changed:.*labels flipped/s);
});

test('nothing takes the keyboard away, and data that changes says how many rows there are', async () => {
  await workbench.explorerRow('notes.txt').dblclick();
  await workbench.page.locator('.tab.active', { hasText: 'notes.txt' }).waitFor();
  await workbench.runCommand('View: Split Editor Right');
  await workbench.page.locator('.tab', { hasText: 'grade.csv → grade.onnx' }).click();
  page = await workbench.webview('[role=gridcell]');
  await workbench.page.locator('.editor-group-container').last().locator('.view-lines').click();
  const rows = gradedWine().trimEnd().split('\n');
  await replace('grade.csv', `${rows.slice(0, 91).join('\n')}\n`);
  await said(/grade\.csv has changed:.*90 rows instead of 100/s);
  await workbench.page.keyboard.type('still here: ');
  expect(await workbench.page.locator('.editor-group-container').last().locator('.view-lines').innerText()).toMatch(
    /still/,
  );
});

test('a model that is deleted is waited for', async () => {
  await rm(file('grade.onnx'));
  await said(/grade\.onnx is gone; waiting until it is back/);
  await writeFile(file('grade.onnx'), after ?? '');
  await said(/grade\.onnx has changed:.*labels flipped/s);
});

test('data that no longer fits leaves the result before, and says why', async () => {
  await replace('grade.csv', (await readFile(file('grade.csv'), 'utf8')).replace('alcohol', 'spirit'));
  await said(/there is no new result; this is the one before.*alcohol/s);
  expect(await page.getByRole('gridcell').count()).toBeGreaterThan(0);
  await workbench.screenshot('on-change-failed');
  await replace('grade.csv', gradedWine());
  await said(/grade\.csv has changed:.*100 rows instead of 90/s);
});

test('a hidden page runs once when it is shown again; one that is turned off stays as it is', async () => {
  const runs = await loggedRuns();
  await workbench.page.locator('.editor-group-container').first().locator('.tab', { hasText: 'notes.txt' }).click();
  await replace('grade.onnx', before ?? '');
  await workbench.page.locator('.tab', { hasText: 'grade.csv → grade.onnx' }).click();
  page = await workbench.webview('.change');
  await said(/grade\.onnx has changed:.*labels flipped/s);
  expect(await loggedRuns()).toBe(runs + 1);
  await workbench.page.locator('.editor-actions [aria-label^="Stop Running Again on Change"]').first().click();
  const on = workbench.page.locator('.editor-actions [aria-label^="Run Again on Change"]').first();
  await on.waitFor();
  await replace('grade.onnx', after ?? '');
  await on.click();
  await on.waitFor({ state: 'hidden' });
  await replace('grade.csv', `${gradedWine()}14.23,1.71,127.0,5.64,3.92,low\n`);
  await said(/grade\.csv has changed:.*101 rows instead of 100/s);
  expect(await loggedRuns()).toBe(runs + 2);
});

test('what changed leads to the comparison of both runs', async () => {
  await page.locator('.change').getByRole('button', { name: 'Compare', exact: true }).click();
  const comparison = await workbench.webview('section[aria-labelledby=labels]');
  await expect.poll(() => comparison.locator('h1').innerText()).toMatch(/grade\.onnx, .*grade\.onnx, /s);
  await expect.poll(() => comparison.locator('main').innerText()).toMatch(/labels? changed/);
  await workbench.screenshot('on-change-compared');
});
