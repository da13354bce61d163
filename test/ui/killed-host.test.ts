import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../../src/contract/run';
import { isAlive } from '../../src/log/interrupted';
import { startEngine } from '../support/engine';
import { endlessLoop } from '../support/models';
import { rounds, seededRandom } from '../support/rounds';
import { SAMPLE_WORKSPACE } from '../support/sample';
import { until } from '../support/until';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const SEED = randomInt(1_000_000);
const random = seededRandom(SEED);
/** After its prediction was logged as running. */
const MOMENTS = Array.from({ length: rounds(1, 20) }, () => Math.round(random() * 2_000));

let workbench: Workbench;
const reader = startEngine();

beforeAll(async () => {
  workbench = await openWorkbench({
    settings: { 'explorer.autoReveal': false },
    files: { ...SAMPLE_WORKSPACE, 'endless.onnx': endlessLoop(), 'numbers.csv': Buffer.from('x\n1\n2\n') },
  });
  await workbench.menuShows('wine.onnx', 'Run Prediction...');
});

afterAll(async () => {
  await workbench.close();
  await reader.dispose();
});

async function runs(): Promise<readonly Run[]> {
  return (await reader.engine.logList({ near: workbench.workspace, limit: 100 })).runs;
}

async function predict(model: string, data: string): Promise<void> {
  await workbench.explorerMenu([model], 'Run Prediction...');
  await workbench.pick(data);
}

function parentOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)]).toString());
}

function predictionRow(text: string): Locator {
  const header = workbench.page.locator('.pane-header[aria-label^="Predictions"]');
  return workbench.page.locator('.pane', { has: header }).locator('.monaco-list-row', { hasText: text });
}

test.for(MOMENTS)(
  `an extension host killed %d ms into a run loses no other, leaves no engine, and shows it interrupted (seed ${SEED})`,
  async (moment) => {
    await predict('wine.onnx', 'wine.csv');
    await workbench.webview('[role=gridcell]');
    const before = await runs();
    await predict('endless.onnx', 'numbers.csv');
    const running = await until('the run is logged', async () =>
      (await runs()).find(({ status }) => status === 'running'),
    );
    const host = parentOf(running.pid);
    await pause(moment);
    process.kill(host, 'SIGKILL');
    await until('the engine has ended', () => Promise.resolve(isAlive(running.pid) ? undefined : true));
    expect(await runs()).toEqual([{ ...running, status: 'interrupted' }, ...before]);
    // An extension under development is not started again by itself.
    await workbench.reload();
    const { page } = workbench;
    await page.locator('.activitybar .action-item [aria-label^="ONNX"]').first().click();
    try {
      await workbench.runCommand('ONNX: Focus on Predictions View');
      await predictionRow('interrupted').first().click();
      const shown = await workbench.webview('workbench-results [role=status]');
      await expect.poll(() => shown.getByRole('status').innerText()).toMatch(/Interrupted/);
      await workbench.screenshot('killed-host');
    } finally {
      await page.locator('.activitybar [aria-label^="Explorer"]').first().click();
    }
    await workbench.closeEditors();
    await predict('wine.onnx', 'wine.csv');
    const results = await workbench.webview('[role=gridcell]');
    expect(await results.getByRole('status').innerText()).toMatch(/Predicted\s+60 rows/);
  },
);
