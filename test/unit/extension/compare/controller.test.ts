import { describe, expect, it } from 'vitest';
import type { CompareOutcome } from '../../../../src/contract/compare';
import type { Comparison } from '../../../../src/contract/comparison';
import type { ComparePageState, ComparisonSubject } from '../../../../src/contract/compare-page';
import { WorkbenchError } from '../../../../src/contract/issue';
import type { CallOptions } from '../../../../src/contract/rpc';
import {
  createCompareController,
  type CompareController,
  type CompareControllerOptions,
} from '../../../../src/extension/compare/controller';
import { compareRequest } from '../../../../src/extension/compare/request';

type Engine = CompareControllerOptions['engine'];

const SUBJECT: ComparisonSubject = {
  baseline: { side: { kind: 'model', path: '/w/old.onnx' }, name: 'old.onnx' },
  candidate: { side: { kind: 'model', path: '/w/sub/new.onnx' }, name: 'new.onnx' },
  data: '/elsewhere/rows.csv',
  folder: '/w',
  options: { pairs: { y: 'z' }, columns: { candidate: { x: ['a'] } } },
};

const COMPARISON: Comparison = {
  run: 'run-1',
  verdict: 'different',
  summary: 'Different: 1 of 3 labels changed.',
  notes: ["If 'y' is now called 'z', say so: --pair y=z."],
  baseline: { kind: 'model', name: 'old.onnx' },
  candidate: { kind: 'model', name: 'new.onnx' },
  data: 'rows.csv',
  rows: 3,
  structure: { status: 'identical' },
  outputs: [],
  onlyInBaseline: [],
  onlyInCandidate: [],
  labels: { flips: 1, flipRate: 1 / 3, flippedRows: [2], classes: ['a', 'b'], matrix: [] },
  gates: [],
  issues: [],
  timing: { parse: 0, bind: 0, infer: 0, write: 0, total: 5 },
};

const DONE: CompareOutcome = {
  status: 'ok',
  comparison: COMPARISON,
  result: 'r-1',
  rows: { result: 'r-1', rows: 3, columns: [] },
  firstRun: false,
};

const answering: Engine = {
  compare: () => Promise.resolve(DONE),
  compareAgain: ({ comparison }) =>
    Promise.resolve({ comparison: { ...comparison, verdict: 'within' }, rows: 'r-1#2' }),
  compareLayers: () => Promise.resolve({ status: 'not-applicable', why: 'No layers.' }),
  structure: () => Promise.resolve({ status: 'identical' }),
};

/** A comparison that goes on until it is cancelled. */
function untilCancelled(_request: unknown, options?: CallOptions): Promise<CompareOutcome> {
  return new Promise((resolve) => {
    options?.onProgress?.({ kind: 'rows', rows: 2, rowsPerSecond: 1, fraction: 0.5 });
    options?.signal?.addEventListener('abort', () => resolve({ status: 'cancelled', comparison: COMPARISON }));
  });
}

function watched(engine: Partial<Engine> = {}): {
  readonly controller: CompareController;
  readonly seen: ComparePageState[];
  readonly bugs: unknown[];
} {
  const bugs: unknown[] = [];
  const controller = createCompareController({
    subject: SUBJECT,
    engine: { ...answering, ...engine },
    onBug: (error) => bugs.push(error),
  });
  const seen: ComparePageState[] = [];
  controller.onChange((state) => seen.push(state));
  return { controller, seen, bugs };
}

describe('a compare page', () => {
  it('shows the structure while the comparison runs, then the verdict without the list of rows', async () => {
    let finish: (outcome: CompareOutcome) => void = () => undefined;
    const { controller, seen } = watched({ compare: () => new Promise((resolve) => (finish = resolve)) });
    const compared = controller.compare();
    await expect.poll(() => seen.at(-1)?.structure).toEqual({ kind: 'read', structure: { status: 'identical' } });
    expect(seen.at(-1)?.view.kind).toBe('running');
    finish(DONE);
    const view = await compared;
    expect(view).toMatchObject({ kind: 'compared', result: 'r-1', comparison: { verdict: 'different' } });
    expect(JSON.stringify(view)).not.toContain('flippedRows');
    expect(controller.comparison()?.labels?.flippedRows).toEqual([2]);
  });

  it('tells how far it is, and can be cancelled', async () => {
    const { controller, seen } = watched({ compare: untilCancelled });
    const compared = controller.compare();
    await expect.poll(() => seen.at(-1)?.view).toMatchObject({ kind: 'running', rows: 2 });
    controller.cancel();
    expect(await compared).toMatchObject({ kind: 'broken', cause: 'cancelled' });
  });

  it.each([
    [new WorkbenchError('data', { code: 'no-file', message: 'rows.csv is not there.' }), 'input', 0],
    [new Error('out of thin air'), 'bug', 1],
  ])('says what kept it from an answer: %s', async (error, cause, reported) => {
    const { controller, bugs } = watched({ compare: () => Promise.reject(error) });
    expect(await controller.compare()).toMatchObject({ kind: 'broken', cause });
    expect(bugs).toHaveLength(reported);
  });

  it('is held to another tolerance in place, which the next comparison keeps', async () => {
    const { controller, seen } = watched();
    await controller.compare();
    await controller.judge({ atol: 1 });
    expect(seen.at(-1)).toMatchObject({
      judging: false,
      view: { kind: 'compared', comparison: { verdict: 'within' }, result: 'r-1', rows: { result: 'r-1#2', rows: 3 } },
    });
    expect(seen.map(({ judging }) => judging)).toContain(true);
    expect(compareRequest(controller.subject).tolerance).toEqual({ atol: 1 });
  });

  it('keeps the verdict where the numbers are gone, and throws', async () => {
    const gone = new WorkbenchError('run', { code: 'rows-gone', message: 'Gone.' });
    const { controller } = watched({ compareAgain: () => Promise.reject(gone) });
    await controller.compare();
    await expect(controller.judge({ atol: 1 })).rejects.toBe(gone);
    expect(controller.state()).toMatchObject({ judging: false, view: { comparison: { verdict: 'different' } } });
  });

  it('has the layers once they are asked for, and lets them be where that is cancelled', async () => {
    const { controller, seen } = watched({
      compareLayers: (_request, options) => {
        options?.onProgress?.({ kind: 'layers', done: 3, total: 9 });
        return Promise.resolve({ status: 'failed', why: 'No layers.' });
      },
    });
    await controller.compare();
    await controller.compareLayers();
    expect(seen.map(({ layers }) => layers)).toContainEqual({ done: 3, total: 9 });
    expect(seen.at(-1)?.layers).toBeUndefined();
    expect(controller.comparison()?.layers).toEqual({ status: 'failed', why: 'No layers.' });
  });

  it('keeps the verdict where the layers are cancelled', async () => {
    const { controller } = watched({
      compareLayers: (_request, options) =>
        new Promise((_resolve, reject) => {
          options?.signal?.addEventListener('abort', () => reject(new Error('Cancelled.')));
        }),
    });
    await controller.compare();
    const layers = controller.compareLayers();
    controller.cancel();
    await layers;
    expect(controller.state()).toMatchObject({ view: { kind: 'compared' } });
    expect(controller.state().layers).toBeUndefined();
  });

  it('swaps its sides with what was said of them', () => {
    const { controller } = watched();
    controller.swapSides();
    expect(controller.subject).toMatchObject({
      baseline: { name: 'new.onnx' },
      candidate: { name: 'old.onnx' },
      options: { pairs: { z: 'y' }, columns: { baseline: { x: ['a'] } } },
    });
  });

  it('keeps the verdict before while files that changed are compared, and where that fails', async () => {
    let answer: Engine['compare'] = answering.compare;
    const { controller, seen } = watched({ compare: (request, options) => answer(request, options) });
    await controller.compare();
    answer = () => Promise.reject(new WorkbenchError('model', { code: 'model-truncated', message: 'Half a model.' }));
    await controller.refresh(['/w/old.onnx']);
    expect(seen.some(({ onChange }) => onChange.step.kind === 'running')).toBe(true);
    expect(controller.state()).toMatchObject({
      view: { kind: 'compared', comparison: { verdict: 'different' } },
      onChange: { step: { kind: 'failed', message: 'Half a model.' } },
    });
    answer = () => Promise.resolve({ ...DONE, comparison: { ...COMPARISON, verdict: 'same' } });
    await controller.refresh(['/w/old.onnx']);
    expect(controller.state()).toMatchObject({
      view: { kind: 'compared', comparison: { verdict: 'same' } },
      onChange: { step: { kind: 'refreshed', changed: ['/w/old.onnx'] } },
    });
  });
});

describe('the request of a subject', () => {
  it('names files inside the folder by short paths, and asks for pages and slices', () => {
    expect(compareRequest(SUBJECT)).toMatchObject({
      baseline: { kind: 'model', path: 'old.onnx' },
      candidate: { kind: 'model', path: 'sub/new.onnx' },
      data: { kind: 'file', path: '/elsewhere/rows.csv' },
      folder: '/w',
      pairs: { y: 'z' },
      pages: true,
      slices: true,
      log: { kind: 'default' },
    });
  });
});
