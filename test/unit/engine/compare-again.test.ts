import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompareRequest } from '../../../src/contract/compare';
import type { Comparison } from '../../../src/contract/comparison';
import type { ToleranceOptions } from '../../../src/contract/tolerance';
import type { EngineClient } from '../../../src/engine/client/engine-client';
import { startEngine } from '../../support/engine';
import { MODELS } from '../../support/fixtures';

let client: EngineClient;

beforeAll(() => {
  client = startEngine();
});
afterAll(() => client.dispose());

const GATES = ['tolerance', 'maxAbs <= 1e-3', 'flips <= 0'];

function asked(pair: string, tolerance: ToleranceOptions): CompareRequest {
  return {
    baseline: { kind: 'model', path: 'v1.onnx' },
    candidate: { kind: 'model', path: 'v2.onnx' },
    data: { kind: 'file', path: 'input.csv' },
    folder: join(MODELS, pair),
    binding: {},
    reading: {},
    pairs: {},
    tolerance,
    gates: GATES,
    slices: false,
    log: { kind: 'off' },
    pages: true,
  };
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

describe('a tolerance that is changed afterwards says the same as one that was asked for', () => {
  it.each(PAIRS)('of %s', async (pair) => {
    for (const tolerance of TOLERANCES) {
      const anew = await compared(pair, tolerance);
      const before = await compared(pair, { atol: 1e-4 });
      const { result, ...comparison } = before;
      const again = await client.engine.compareAgain({ result, comparison, tolerance, gates: GATES });
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
    const again = await client.engine.compareAgain({ result, comparison, tolerance, gates: GATES });
    expect(again.verdict).toBe(verdict);
    expect(again.summary).toContain(words);
    expect(again.outputs).toHaveLength(all.outputs.length);
    expect(again.gates[0]).toMatchObject({ passed: verdict === 'within' });
  });
});
