import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompareRequest } from '../../../src/contract/compare';
import type { ComparedRows } from '../../../src/contract/compare-rows';
import type { Comparison } from '../../../src/contract/comparison';
import type { ToleranceOptions } from '../../../src/contract/tolerance';
import type { EngineClient } from '../../../src/engine/client/engine-client';
import { compareRequest, startEngine } from '../../support/engine';
import { MODELS } from '../../support/fixtures';
import { GRADE_COLUMNS, GRADE_MODELS, gradedWine } from '../../support/graded';
import { temporaryFolder } from '../../support/temporary-folder';

let client: EngineClient;

beforeAll(() => {
  client = startEngine();
});
afterAll(() => client.dispose());

const GATES = ['tolerance', 'maxAbs <= 1e-3', 'flips <= 0'];

function asked(pair: string, tolerance: ToleranceOptions): CompareRequest {
  return compareRequest(join(MODELS, pair), ['v1.onnx', 'v2.onnx'], 'input.csv', { tolerance, gates: GATES });
}

async function compared(pair: string, tolerance: ToleranceOptions): Promise<Comparison & { readonly result: string }> {
  const outcome = await client.engine.compare(asked(pair, tolerance));
  if (outcome.status !== 'ok' || outcome.result === undefined) throw new Error(outcome.comparison.summary);
  return { ...outcome.comparison, result: outcome.result };
}

/** What is said of a comparison, without how long it took. */
function said({ verdict, summary, notes, gates, outputs, labels }: Comparison): unknown {
  return { verdict, summary, notes, gates, outputs, labels };
}

const PAIRS = [
  'pair-nan',
  'pair-output-dtype',
  'pair-output-shape',
  'pair-perturbed-1e-6',
  'pair-quantised',
  'pair-renamed-output',
  'pair-retrained-classifier',
  'pair-retrained-regressor',
];
const TOLERANCES: readonly ToleranceOptions[] = [
  {},
  { atol: 0, rtol: 0 },
  { atol: 1e-3, rtol: 1e-2 },
  { atol: 10, rtol: 10, rule: 'both' },
  { atol: 10, ignore: { nonFinite: true, dtype: true, shape: true, unpaired: true, flips: true } },
];

/** The rows that each mark of the rows names, by their numbers in the data. */
async function marked({ result, rows, columns }: ComparedRows): Promise<unknown> {
  const marks = columns.filter(({ kind }) => kind === 'outOfTolerance');
  return Promise.all(
    marks.map(async ({ id }) => {
      const view = { conditions: [{ kind: 'equals', column: id, value: 'true' } as const] };
      const page = await client.engine.rows({ result, start: 0, end: rows, view });
      const all = await client.engine.rows({ result, start: 0, end: rows });
      const name = id.replace('output:', '');
      const told = all.rows.filter(({ prediction }) => prediction.outputs[name] === true);
      expect(told).toEqual(page.rows);
      return [name, page.rows.map(({ prediction }) => prediction.outputs.row)];
    }),
  );
}

describe('the marks of rows', () => {
  it.each(['pair-retrained-classifier', 'pair-output-shape', 'pair-nan'])(
    'of %s are those of the tolerance that was asked for last',
    async (pair) => {
      const [first, ...others] = TOLERANCES;
      const begun = await client.engine.compare(asked(pair, first ?? {}));
      if (begun.status !== 'ok' || !begun.rows || begun.result === undefined) throw new Error(begun.comparison.summary);
      const { result, comparison, rows } = begun;
      for (const tolerance of others) {
        const anew = await client.engine.compare(asked(pair, tolerance));
        if (anew.status !== 'ok' || !anew.rows) throw new Error(anew.comparison.summary);
        const again = await client.engine.compareAgain({ result, comparison, tolerance, gates: [] });
        expect(await marked({ ...rows, result: again.rows ?? '' }), JSON.stringify(tolerance)).toEqual(
          await marked(anew.rows),
        );
      }
    },
  );

  it('are counted over the rows that were compared, where some have no partner', async () => {
    const folder = temporaryFolder();
    const [v1] = GRADE_MODELS;
    const lines = gradedWine().trimEnd().split('\n');
    const data = lines.map((line, at) => `${at === 0 ? 'bottle' : at},${line}`);
    writeFileSync(join(folder, 'rows.csv'), data.join('\n'));
    writeFileSync(join(folder, 'elsewhere.csv'), 'bottle,y_pred\n40,low\n90,high\n12,nothing\n');
    cpSync(v1, join(folder, 'wine.onnx'));
    const settings = { version: 1, inputs: { float_input: { columns: GRADE_COLUMNS } } };
    writeFileSync(join(folder, 'wine.onnx.workbench.json'), JSON.stringify(settings));
    const request: CompareRequest = {
      ...asked('', {}),
      baseline: { kind: 'predictions', file: 'elsewhere.csv' },
      candidate: { kind: 'model', path: 'wine.onnx' },
      data: { kind: 'file', path: 'rows.csv' },
      folder,
      on: 'bottle',
    };
    const begun = await client.engine.compare(request);
    if (begun.status !== 'ok' || !begun.rows || begun.result === undefined) throw new Error(begun.comparison.summary);
    const { result, comparison, rows } = begun;
    const before = await marked(rows);
    expect(JSON.stringify(before)).toContain('11');
    const again = await client.engine.compareAgain({ result, comparison, tolerance: { atol: 0 }, gates: [] });
    expect(await marked({ ...rows, result: again.rows ?? '' })).toEqual(before);
  });

  it('are gone where they are of no tolerance that is known', async () => {
    const asking = client.engine.rows({ result: 'nobody#1', start: 0, end: 1 });
    await expect(asking).rejects.toMatchObject({ issues: [{ code: 'rows-gone' }] });
  });
});

describe('a tolerance that is changed afterwards says the same as one that was asked for', () => {
  it.each(PAIRS)('of %s', async (pair) => {
    for (const tolerance of TOLERANCES) {
      const anew = await compared(pair, tolerance);
      const before = await compared(pair, { atol: 1e-4 });
      const { result, ...comparison } = before;
      const { comparison: again } = await client.engine.compareAgain({ result, comparison, tolerance, gates: GATES });
      expect(said(again), JSON.stringify(tolerance)).toEqual(said(anew));
    }
  });
});

describe('what is ignored decides nothing, and is said', () => {
  it.each<[string, ToleranceOptions['ignore'], Comparison['verdict'], string]>([
    ['pair-nan', { nonFinite: true }, 'within', 'Ignored: NaN and infinity on one side only.'],
    ['pair-output-dtype', { dtype: true }, 'within', 'Ignored: dtypes.'],
    ['pair-renamed-output', { unpaired: true }, 'incomparable', 'Ignored: outputs without a partner.'],
    ['pair-retrained-classifier', { flips: true }, 'different', 'Ignored: changed labels.'],
    ['pair-retrained-regressor', { outputs: ['variable'] }, 'within', "Ignored: 'variable'."],
  ])('%s with %j', async (pair, ignore, verdict, words) => {
    const all = await compared(pair, {});
    expect(all.verdict).toBe('different');
    const { result, ...comparison } = all;
    const tolerance = { ...(ignore && { ignore }) };
    const { comparison: again } = await client.engine.compareAgain({ result, comparison, tolerance, gates: GATES });
    expect(again.verdict).toBe(verdict);
    expect(again.summary).toContain(words);
    expect(again.outputs).toHaveLength(all.outputs.length);
    expect(again.gates[0]).toMatchObject({ passed: verdict === 'within' });
  });
});
