import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { benchNetwork } from '../../../scripts/support/bench-models';
import { numericNames, writeNumericCsv } from '../../../scripts/support/bench-tables';
import { measureCommand } from '../../../scripts/support/measure-command';
import { rounds } from '../../support/rounds';

const FEW_ROWS = rounds(200_000, 1_000_000);
const MANY_ROWS = rounds(600_000, 10_000_000);
const FEATURES = numericNames(10);
/**
 * MB that the peak may grow by between the two. Batches that are never given back would take some hundred bytes a row: the
 * cells as numbers and as bytes, the tensors, and the text that is written.
 */
const MOST_GROWTH = 80;
const MINUTE = 60_000;

const folder = mkdtempSync(path.join(tmpdir(), 'onnx-workbench-'));
const file = (name: string): string => path.join(folder, name);

afterAll(() => rm(folder, { recursive: true }));

/** MB that command line and engine hold together at most. */
async function peak(rows: string, out: string, log: readonly string[]): Promise<number> {
  const cli = path.resolve('dist/cli.js');
  const files = [file('network.onnx'), file(rows), '--out', file(out)];
  const run = await measureCommand([process.execPath, cli, 'predict', ...files, ...log]);
  await rm(file('log.db'), { force: true });
  return run.peak;
}

// Elsewhere the system does not tell what a process and all below it hold.
describe.runIf(process.platform === 'linux')('the memory of a prediction', { timeout: rounds(4, 60) * MINUTE }, () => {
  beforeAll(async () => {
    await writeFile(file('network.onnx'), benchNetwork(FEATURES));
    await writeNumericCsv(file('few.csv'), FEW_ROWS, FEATURES.length);
    await writeNumericCsv(file('many.csv'), MANY_ROWS, FEATURES.length);
  }, 10 * MINUTE);

  it.each([
    ['to CSV, and logged', 'out.csv', ['--log', 'log.db']],
    ['to Parquet', 'out.parquet', ['--no-log']],
  ])('does not grow with the rows: %s', async (_, out, log) => {
    const named = log.map((word) => (word === 'log.db' ? file(word) : word));
    const few = await peak('few.csv', out, named);
    const many = await peak('many.csv', out, named);
    expect(many - few).toBeLessThan(MOST_GROWTH);
  });
});
