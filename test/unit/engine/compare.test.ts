import { SIDES } from '../../../src/contract/side';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompareOutcome, CompareRequest } from '../../../src/contract/compare';
import type { EngineClient } from '../../../src/engine/client/engine-client';
import { compareRequest, startEngine } from '../../support/engine';
import { MODELS } from '../../support/fixtures';

let folder: string;
let client: EngineClient;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'compare-engine-'));
  cpSync(join(MODELS, 'pair-retrained-regressor'), folder, { recursive: true });
  client = startEngine();
});

afterAll(async () => {
  await client.dispose();
  rmSync(folder, { recursive: true });
});

function asked(more: Partial<CompareRequest> = {}): CompareRequest {
  return compareRequest(folder, ['v1.onnx', 'v2.onnx'], 'input.csv', more);
}

function ran(outcome: CompareOutcome): Extract<CompareOutcome, { status: 'ok' }> & { readonly result: string } {
  if (outcome.status !== 'ok' || outcome.result === undefined) throw new Error(outcome.comparison.summary);
  return { ...outcome, result: outcome.result };
}

describe('a comparison in the engine', () => {
  it('is held to another tolerance without running again', async () => {
    const { comparison, result } = ran(await client.engine.compare(asked()));
    expect(comparison.outputs[0]).toMatchObject({ status: 'different', outOfTolerance: 120 });
    const gates = ['tolerance'];
    const { comparison: wide } = await client.engine.compareAgain({
      result,
      comparison,
      tolerance: { atol: 1 },
      gates,
    });
    expect(wide).toMatchObject({ verdict: 'within', gates: [{ gate: 'tolerance', passed: true }] });
    expect(wide.outputs[0]).toMatchObject({ outOfTolerance: 0, tolerance: { atol: 1, rtol: 1e-4 } });
    expect({ ...wide.outputs[0], status: '', outOfTolerance: 0, rowsOutOfTolerance: 0, tolerance: {} }).toEqual({
      ...comparison.outputs[0],
      status: '',
      outOfTolerance: 0,
      rowsOutOfTolerance: 0,
      tolerance: {},
    });
    const { comparison: both } = await client.engine.compareAgain({
      result,
      comparison,
      tolerance: { atol: 1, rtol: 0, rule: 'both' },
      gates,
    });
    expect(both.verdict).toBe('within');
  });

  it('has lost its numbers where nobody asked for them', async () => {
    const { comparison, result } = ran(await client.engine.compare(asked({ pages: false })));
    const again = client.engine.compareAgain({ result, comparison, tolerance: {}, gates: [] });
    await expect(again).rejects.toMatchObject({ issues: [{ code: 'rows-gone' }] });
  });

  it('says the same in whatever batches', async () => {
    const [one, other] = [await client.engine.compare(asked()), await client.engine.compare(asked({ batch: 7 }))];
    const [first, second] = [one.comparison.outputs[0], other.comparison.outputs[0]];
    expect(second?.maxAbs?.row).toBe(first?.maxAbs?.row);
    for (const name of ['medianAbs', 'p99Abs', 'rmse'] as const)
      expect(Number(second?.[name])).toBeCloseTo(Number(first?.[name]), 5);
  });

  it('measures how fast both models are, in turn and on the same rows', async () => {
    const { comparison } = ran(await client.engine.compare(asked({ batch: 30 })));
    for (const side of SIDES) {
      const { bytes } = await client.engine.inspect({ model: side === 'baseline' ? 'v1.onnx' : 'v2.onnx', folder });
      const speed = comparison.timing.speed?.[side];
      expect(speed).toMatchObject({ status: 'measured', batch: 30, bytes, externalBytes: 0 });
      expect(speed?.p95).toBeGreaterThanOrEqual(speed?.p50 ?? Infinity);
      expect(speed?.runs).toBeGreaterThanOrEqual(10);
    }
    expect(comparison.timing.speed?.baseline?.runs).toBe(comparison.timing.speed?.candidate?.runs);
  });

  it('measures the model alone where the other side is none', async () => {
    const candidate = { kind: 'predictions', file: 'predicted.csv' } as const;
    writeFileSync(join(folder, 'predicted.csv'), `y_pred\n${'5\n'.repeat(120)}`);
    const { comparison } = await client.engine.compare(asked({ candidate }));
    expect(Object.keys(comparison.timing.speed ?? {})).toEqual(['baseline']);
  });

  it('goes on beside others', async () => {
    const outcomes = await Promise.all([1, 2, 3].map((batch) => client.engine.compare(asked({ batch, pages: false }))));
    expect(outcomes.map(({ comparison }) => comparison.verdict)).toEqual(['different', 'different', 'different']);
  });

  it('ends soon after it is cancelled, and the engine goes on', async () => {
    const header = 'fixed acidity,volatile acidity,citric acid,residual sugar,chlorides\n';
    writeFileSync(join(folder, 'long.csv'), header + '7.0,0.467,0.38,1.8,0.064\n'.repeat(400_000));
    const cancel = new AbortController();
    const started = performance.now();
    const request = asked({ data: { kind: 'file', path: 'long.csv' }, batch: 10 });
    const outcome = await client.engine.compare(request, { signal: cancel.signal, onProgress: () => cancel.abort() });
    expect(outcome.status).toBe('cancelled');
    expect(performance.now() - started).toBeLessThan(20_000);
    expect((await client.engine.compare(asked())).comparison.verdict).toBe('different');
  });

  it('fails as a whole where one side does, naming row and side', async () => {
    const header = 'fixed acidity,volatile acidity,citric acid,residual sugar,chlorides\n';
    writeFileSync(join(folder, 'gap.csv'), `${header}7.0,0.467,0.38,1.8,0.064\n7.0,,0.38,1.8,0.064\n`);
    const { comparison } = await client.engine.compare(asked({ data: { kind: 'file', path: 'gap.csv' } }));
    expect(comparison.verdict).toBe('incomparable');
    expect(comparison.issues[0]).toMatchObject({ severity: 'error', row: 1, column: 'volatile acidity' });
  });

  it('stops where nothing says which columns feed the models, also where none can be proposed', async () => {
    writeFileSync(join(folder, 'wide.csv'), `a,b,c,d,e,f,g\n${'0.1,0.2,0.3,0.4,0.5,0.6,0.7\n'.repeat(3)}`);
    const outcome = await client.engine.compare(asked({ data: { kind: 'file', path: 'wide.csv' } }));
    expect(outcome.status).toBe('stopped');
    expect(outcome.comparison.issues.map(({ code }) => code)).toContain('choose-columns');
  });

  it('leaves no file behind', async () => {
    await client.engine.compare(asked({ pages: false }));
    const own = readdirSync(tmpdir()).filter((name) => name.startsWith('onnx-workbench-'));
    const pairs = own.flatMap((name) => pairFilesIn(join(tmpdir(), name), client.pid()));
    expect(pairs.length).toBeLessThanOrEqual(8);
  });
});

function pairFilesIn(path: string, pid: number | undefined): readonly string[] {
  if (!path.includes(`-${pid ?? ''}-`)) return [];
  return readdirSync(path).filter((name) => name.endsWith('.pairs'));
}
