import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompareRequest } from '../../../../src/contract/compare';
import type { ComparedRows } from '../../../../src/contract/compare-rows';
import type { Comparison } from '../../../../src/contract/comparison';
import type { ResultRow, RowsView } from '../../../../src/contract/rows';
import type { EngineClient } from '../../../../src/engine/client/engine-client';
import { compareRequest, startEngine } from '../../../support/engine';
import { MODELS } from '../../../support/fixtures';

let folder: string;
let client: EngineClient;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'compare-rows-'));
  for (const name of ['pair-retrained-classifier', 'pair-retrained-regressor', 'pair-nan', 'natural-parity-thresholds'])
    cpSync(join(MODELS, name), join(folder, name), { recursive: true });
  client = startEngine();
});

afterAll(async () => {
  await client.dispose();
  rmSync(folder, { recursive: true });
});

interface Ran {
  readonly comparison: Comparison;
  readonly rows: ComparedRows;
}

async function compare(pair: string, more: Partial<CompareRequest> = {}): Promise<Ran> {
  const request = compareRequest(join(folder, pair), ['v1.onnx', 'v2.onnx'], 'input.csv', more);
  const outcome = await client.engine.compare(request);
  if (outcome.status !== 'ok' || !outcome.rows) throw new Error(outcome.comparison.summary);
  return { comparison: outcome.comparison, rows: outcome.rows };
}

async function read({ rows: { result, rows } }: Ran, view?: RowsView): Promise<readonly ResultRow[]> {
  return (await client.engine.rows({ result, start: 0, end: rows, ...(view ? { view } : {}) })).rows;
}

function told(rows: readonly ResultRow[], output: string): readonly unknown[] {
  return rows.map(({ prediction }) => prediction.outputs[output]);
}

const WORST_FIRST: RowsView = { conditions: [], order: { column: 'output:difference', direction: 'descending' } };

function equals(output: string, value: string): RowsView['conditions'][number] {
  return { kind: 'equals', column: `output:${output}`, value };
}

describe('the rows of a comparison', () => {
  it('have inputs, what both sides answered, and how far that is apart', async () => {
    const ran = await compare('pair-retrained-regressor');
    expect(ran.rows.rows).toBe(120);
    expect(ran.rows.columns).toEqual([
      { id: 'output:row', kind: 'row' },
      { id: 'output:difference', kind: 'difference' },
      { id: 'output:relative_difference', kind: 'relative' },
      { id: 'output:out_of_tolerance', kind: 'outOfTolerance' },
      { id: 'output:baseline_variable', kind: 'output', side: 'baseline', output: 'variable' },
      { id: 'output:candidate_variable', kind: 'output', side: 'candidate', output: 'variable' },
    ]);
    const [header, first] = readFileSync(join(folder, 'pair-retrained-regressor/input.csv'), 'utf8').split(/\r?\n/);
    const page = await client.engine.rows({ result: ran.rows.result, start: 0, end: 1 });
    expect(page.inputColumns).toEqual(header?.split(','));
    expect(page.rows[0]?.inputs).toEqual(first?.split(','));
    for (const { prediction } of await read(ran)) {
      const { baseline_variable: old, candidate_variable: now, difference, relative_difference } = prediction.outputs;
      expect(difference).toBeCloseTo(Math.abs(Number(now) - Number(old)), 6);
      expect(relative_difference).toBeCloseTo(Math.abs(Number(now) - Number(old)) / Math.abs(Number(old)), 6);
    }
  });

  it('come with the worst first', async () => {
    const ran = await compare('pair-retrained-regressor');
    const rows = await read(ran, WORST_FIRST);
    const differences = told(rows, 'difference').map(Number);
    expect(differences).toEqual(differences.toSorted((one, other) => other - one));
    const { maxAbs } = ran.comparison.outputs[0] ?? {};
    expect(rows[0]?.prediction).toMatchObject({ row: maxAbs?.row, outputs: { difference: maxAbs?.value } });
  });

  it('are selected by each cell of the flip matrix', async () => {
    const ran = await compare('pair-retrained-classifier');
    const { classes = [], matrix = [], flips, flippedRows } = ran.comparison.labels ?? {};
    expect(flips).toBeGreaterThan(0);
    for (const [from, counts] of matrix.entries()) {
      for (const [to, count] of counts.entries()) {
        const conditions = [
          equals('baseline_prediction', String(classes[from])),
          equals('candidate_prediction', String(classes[to])),
        ];
        expect(await read(ran, { conditions })).toHaveLength(count);
      }
    }
    const flipped = await read(ran, { conditions: [equals('flipped', 'true')] });
    expect(told(flipped, 'row')).toEqual(flippedRows);
  });

  it('are selected by who is right', async () => {
    const ran = await compare('pair-retrained-classifier', { binding: { truth: 'truth.csv' } });
    const { truth } = ran.comparison.labels ?? {};
    for (const judgement of ['bothRight', 'oldRightNewWrong', 'oldWrongNewRight', 'bothWrong'] as const) {
      const rows = await read(ran, { conditions: [equals('judgement', judgement)] });
      expect(rows).toHaveLength(truth?.[judgement] ?? -1);
      expect(rows.every(({ wrong }) => wrong === !judgement.endsWith('Right') || judgement === 'bothRight')).toBe(true);
    }
  });

  it('are out of tolerance where the statistics say so', async () => {
    const ran = await compare('pair-nan', { tolerance: { atol: 1e-9, rtol: 0 } });
    const out = await read(ran, { conditions: [equals('out_of_tolerance', 'true')] });
    const rowsOut = ran.comparison.outputs.map(({ rowsOutOfTolerance }) => rowsOutOfTolerance);
    expect(out.length).toBeGreaterThanOrEqual(Math.max(...rowsOut));
    expect(out.length).toBeLessThanOrEqual(rowsOut.reduce((all, rows) => all + rows, 0));
  });

  it('give the same pages in whatever steps they are asked for', async () => {
    const ran = await compare('pair-retrained-classifier', { batch: 7 });
    const whole = await read(ran, WORST_FIRST);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 40 }), async (start, size) => {
        const { result } = ran.rows;
        const page = await client.engine.rows({ result, start, end: start + size, view: WORST_FIRST });
        expect(page.rows).toEqual(whole.slice(start, start + size));
      }),
      { numRuns: 20 },
    );
  });

  it('keep their number in the data where others have no partner', async () => {
    const rows = Array.from({ length: 100 }, (_, row) => row).filter((row) => row % 3 !== 0);
    const lines = rows.map((row) => `${row},low`);
    writeFileSync(join(folder, 'pair-retrained-classifier/some.csv'), `row,y_pred\n${lines.join('\n')}\n`);
    const ran = await compare('pair-retrained-classifier', {
      baseline: { kind: 'predictions', file: 'some.csv' },
      batch: 10,
    });
    expect(ran.rows.rows).toBe(rows.length);
    const read100 = await read(ran);
    expect(told(read100, 'row')).toEqual(rows);
    const cells = readFileSync(join(folder, 'pair-retrained-classifier/input.csv'), 'utf8').trim().split(/\r?\n/);
    expect(read100.map(({ inputs }) => inputs.join(','))).toEqual(rows.map((row) => cells[row + 1]));
  });

  it('are there without any model', async () => {
    const ran = await compare('natural-parity-thresholds', {
      baseline: { kind: 'predictions' },
      candidate: { kind: 'predictions' },
    });
    expect(ran.comparison.verdict).toBe('same');
    const kinds = new Set(ran.rows.columns.map(({ kind }) => kind));
    expect(kinds).toEqual(
      new Set(['row', 'flipped', 'label', 'difference', 'relative', 'outOfTolerance', 'margin', 'probability']),
    );
    expect(told(await read(ran), 'flipped')).toEqual(Array.from({ length: ran.rows.rows }, () => false));
  });

  it('show no column that the settings keep out of sight', async () => {
    const pair = join(folder, 'pair-retrained-regressor');
    writeFileSync(join(pair, 'private.json'), JSON.stringify({ version: 1, redact: ['chlorides'] }));
    const ran = await compare('pair-retrained-regressor', { binding: { sidecar: 'private.json' } });
    const page = await client.engine.rows({ result: ran.rows.result, start: 0, end: 1 });
    expect(page.inputColumns).toHaveLength(4);
    expect(page.inputColumns).not.toContain('chlorides');
  });

  it('go with their comparison', async () => {
    const { rows } = await compare('pair-retrained-regressor');
    for (let later = 0; later < 8; later++) await compare('pair-retrained-regressor');
    const page = client.engine.rows({ result: rows.result, start: 0, end: 1 });
    await expect(page).rejects.toMatchObject({ issues: [{ code: 'rows-gone' }] });
  });
});
