import { describe, expect, it } from 'vitest';
import { WorkbenchError, type ErrorKind } from '../../../src/contract/issue';
import type { PredictOutcome, Proposal } from '../../../src/contract/predict';
import { HEAD, OK, predicting, run, type FakeEngine } from './fakes';

const PREDICT = ['predict', 'wine.onnx', 'wine.csv'];

const PROPOSAL: Proposal = {
  columns: ['a', 'b'],
  dropped: [
    { column: '', as: 'index', why: 'its header is empty' },
    { column: 'target', as: 'target', why: 'its values are the classes' },
  ],
};

const STOPPED: Extract<PredictOutcome, { status: 'stopped' }> = {
  status: 'stopped',
  model: { path: 'wine.onnx', sha256: 'ab' },
  data: 'wine.csv',
  proposal: PROPOSAL,
  issues: [{ severity: 'error', code: 'too-many-columns', message: 'wine.csv has 4 columns, x takes 2.' }],
};

function throwing(error: Error): FakeEngine {
  return () => ({ predict: () => Promise.reject(error) });
}

describe('predict --json', () => {
  it('prints one object: the head, the predictions as they come, then what is known last', async () => {
    const { code, stdout } = await run([...PREDICT, '--json'], predicting(OK, '{"row":0}', ',\n{"row":1}'));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      schema: 1,
      run: HEAD.run,
      model: HEAD.model,
      data: 'wine.csv',
      binding: HEAD.binding,
      classes: ['no', 'yes'],
      predictions: [{ row: 0 }, { row: 1 }],
      status: 'ok',
      rows: 2,
      issues: [],
      timing: OK.timing,
    });
    expect(Object.keys(JSON.parse(stdout) as object).slice(0, 2)).toEqual(['schema', 'run']);
  });

  it('is whole where the plan stopped, with the proposal and its command', async () => {
    const { code, stdout, stderr } = await run([...PREDICT, '--json'], predicting(STOPPED));
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      schema: 1,
      run: null,
      model: STOPPED.model,
      data: 'wine.csv',
      binding: [],
      predictions: [],
      status: 'failed',
      rows: 0,
      proposal: { ...PROPOSAL, command: 'onnx-workbench predict wine.onnx wine.csv --json --map auto' },
      issues: STOPPED.issues,
      timing: { parse: 0, bind: 0, infer: 0, write: 0, total: 0 },
    });
    expect(stderr).toContain('wine.csv has 4 columns, x takes 2.');
  });

  it.each<[ErrorKind, number, string]>([
    ['model', 2, 'failed'],
    ['data', 2, 'failed'],
    ['binding', 2, 'failed'],
    ['run', 1, 'failed'],
    ['cancelled', 130, 'cancelled'],
  ])('is whole where an error of kind %s comes first', async (kind, code, status) => {
    const error = new WorkbenchError(kind, {
      code: kind === 'cancelled' ? 'cancelled' : 'broken',
      message: 'It is broken.',
    });
    const ran = await run([...PREDICT, '--json'], throwing(error));
    expect(ran.code).toBe(code);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      run: null,
      predictions: [],
      status,
      issues: [{ message: 'It is broken.' }],
    });
  });

  it('is whole where the engine dies among the predictions', async () => {
    const engine: FakeEngine = ({ onWrite }) => ({
      predict: async (_request, options) => {
        options?.onProgress?.({ kind: 'head', head: HEAD });
        await onWrite?.(Buffer.from('{"row":0}'));
        throw new WorkbenchError('run', { code: 'engine-crashed', message: 'The engine crashed.' });
      },
    });
    const { code, stdout } = await run([...PREDICT, '--json'], engine);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ run: HEAD.run, predictions: [{ row: 0 }], status: 'failed' });
  });

  it('reads the predictions back where they went to a file', async () => {
    const rows = (start: number, end: number) =>
      Array.from({ length: end - start }, (_, index) => ({
        inputs: [],
        prediction: { row: start + index, outputs: {} },
      }));
    const engine: FakeEngine = () => ({
      predict: (request) => {
        expect(request).toMatchObject({ pages: true, output: { kind: 'file', path: 'x.csv' } });
        return Promise.resolve({ ...OK, rows: 5 });
      },
      rows: ({ start, end }) => {
        const stop = Math.min(end, start + 2);
        return Promise.resolve({ start, end: stop, total: 5, inputColumns: [], told: [], rows: rows(start, stop) });
      },
    });
    const { code, stdout } = await run([...PREDICT, '--json', '--out', 'x.csv'], engine);
    expect(code).toBe(0);
    const { predictions } = JSON.parse(stdout) as { predictions: { row: number }[] };
    expect(predictions.map(({ row }) => row)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('predict without --out and --json', () => {
  it('passes the CSV on where stdout is no terminal, and keeps stdout free of messages', async () => {
    const { code, stdout, stderr } = await run(PREDICT, predicting(OK, 'a,prediction\n', '1,yes\n'));
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'a,prediction\n1,yes\n' });
    expect(stderr).toContain('x <- a, b by position');
    expect(stderr).toContain('Predicted 2 rows of wine.csv');
    expect(stderr).toContain(`Logged as run ${HEAD.run} in /logs/log.db`);
  });

  it('shows a table of the first 20 rows on a terminal', async () => {
    const engine: FakeEngine = () => ({
      predict: () => Promise.resolve({ ...OK, rows: 30 }),
      rows: ({ start, end }) =>
        Promise.resolve({
          start,
          end,
          total: 30,
          inputColumns: ['note', 'age'],
          told: ['label', 'probability'],
          rows: Array.from({ length: end - start }, (_, row) => ({
            inputs: ['plain\u001b[31m', String(row * 7)],
            prediction: {
              row,
              label: 'yes',
              score: 0.75,
              probabilities: { no: 0.25, yes: 0.75 },
              outputs: { label: 'yes', probability: { no: 0.25, yes: 0.75 }, extra: [1, 2] },
            },
          })),
        }),
    });
    const lines = (await run(PREDICT, engine, { width: 100 })).stdout.split('\n');
    expect(lines).toHaveLength(23);
    expect(lines[0]).toBe('row  note        age  prediction  score  proba_no  proba_yes  extra');
    expect(lines[3]).toBe('  2  plain [31m   14  yes          0.75      0.25       0.75  [1,2]');
    expect(lines[21]).toContain('10 more rows');
  });

  it('says where the first run was logged, and how to leave inputs out', async () => {
    const { stderr } = await run(PREDICT, predicting({ ...OK, firstRun: true }));
    expect(stderr).toMatch(/first run in this log.*--no-log.*"inputs": "off"/);
  });

  it('shows outputs that belong to no row', async () => {
    const { stderr } = await run(PREDICT, predicting({ ...OK, whole: { total: 4.5, image: Array(99).fill(1) } }));
    expect(stderr).toContain('total, of the whole run: 4.5\n');
    expect(stderr).toMatch(/image, of the whole run: \[1,1.*\.\.\. \(--json has all of it\)/);
  });

  it('shows the metrics', async () => {
    const metrics = { rows: 88, rowsWithoutTruth: 2, truth: 'price', mae: 1.23456, rmse: 2, r2: 0.5 };
    const { stderr } = await run(PREDICT, predicting({ ...OK, metrics }));
    expect(stderr).toContain('MAE 1.235, RMSE 2, R2 0.5 over 88 rows, against price; 2 rows have no truth');
  });
});

describe('a plan that stopped', () => {
  it('shows the proposal and a command that a shell takes as it is', async () => {
    const words = ['predict', "my model's.onnx", 'wine.csv', '--columns', 'a b,$c'];
    const { code, stdout, stderr } = await run(words, predicting(STOPPED));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('use a, b');
    expect(stderr).toContain("leave out '' (empty header) as index: its header is empty");
    expect(stderr).toContain(`onnx-workbench predict 'my model'\\''s.onnx' wine.csv --columns 'a b,$c' --map auto`);
  });
});

describe('an accepted proposal', () => {
  it('still says the command, with --map auto once', async () => {
    const words = [...PREDICT, '--map', 'auto', '--json'];
    const { stdout } = await run(words, predicting({ ...OK, proposal: PROPOSAL }));
    const { proposal } = JSON.parse(stdout) as { readonly proposal: Proposal };
    expect(proposal.command).toBe('onnx-workbench predict wine.onnx wine.csv --map auto --json');
  });
});

describe('exit codes', () => {
  it.each<[PredictOutcome['status'], ErrorKind | undefined, number]>([
    ['ok', undefined, 0],
    ['failed', 'run', 1],
    ['failed', undefined, 1],
    ['failed', 'binding', 2],
    ['failed', 'data', 2],
    ['cancelled', undefined, 130],
  ])('of %s (%s) is %d', async (status, errorKind, code) => {
    const outcome = { ...OK, status, ...(errorKind ? { errorKind } : {}) } as PredictOutcome;
    expect((await run(PREDICT, predicting(outcome))).code).toBe(code);
  });

  it('is 0 with skipped rows, which are counted', async () => {
    const { code, stderr } = await run(PREDICT, predicting({ ...OK, skipped: 1 }));
    expect(code).toBe(0);
    expect(stderr).toContain('1 of them skipped');
  });

  it('is 130 after Ctrl-C, which cancels through the signal', async () => {
    let cancel: () => void = () => undefined;
    const engine: FakeEngine = () => ({
      predict: (_request, options) =>
        new Promise((resolve) => {
          options?.signal?.addEventListener('abort', () => resolve({ ...OK, status: 'cancelled' }));
          cancel();
        }),
    });
    const interrupt = (given: () => void): void => {
      cancel = given;
    };
    const { code, stderr } = await run(PREDICT, engine, { interrupt });
    expect(code).toBe(130);
    expect(stderr).toContain('Cancelled after 2 rows');
  });

  it('is 0, quietly, where the reader of stdout has gone', async () => {
    const gone = new AbortController();
    const engine: FakeEngine = () => ({
      predict: (_request, options) =>
        new Promise((resolve) => {
          options?.signal?.addEventListener('abort', () => resolve({ ...OK, status: 'cancelled' }));
          gone.abort();
        }),
    });
    expect(await run(PREDICT, engine, { readerGone: gone.signal })).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('is 1, with the reason, where stdout fails', async () => {
    const full = new WorkbenchError('run', { code: 'stdout-not-written', message: 'The disk is full.' });
    const ended = await run(PREDICT, () => ({ predict: () => Promise.resolve(OK) }), {
      readerGone: AbortSignal.abort(full),
    });
    expect(ended).toMatchObject({ code: 1, stderr: 'error: The disk is full. [stdout-not-written]\n' });
  });
});

describe('what is said of an error', () => {
  it('is its message and its code, never a stack', async () => {
    const error = new WorkbenchError('data', { code: 'not-utf-8', message: 'x.csv is not UTF-8.' }, [
      { severity: 'info', code: 'hint', message: 'Try --encoding.' },
    ]);
    const { code, stderr } = await run(PREDICT, throwing(error));
    expect(code).toBe(2);
    expect(stderr).toBe('error: x.csv is not UTF-8. [not-utf-8]\ninfo: Try --encoding. [hint]\n');
  });

  it('is one line where it is a bug, with the stack only on demand', async () => {
    const quiet = await run(PREDICT, throwing(new TypeError('x is undefined')));
    expect(quiet.code).toBe(1);
    expect(quiet.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(quiet.stderr).toContain('ONNX_WORKBENCH_DEBUG=1');
    const loud = await run(PREDICT, throwing(new TypeError('x is undefined')), { debug: true });
    expect(loud.stderr).toContain('at ');
  });

  it('is cut after 20 issues', async () => {
    const more = Array.from({ length: 29 }, () => ({ severity: 'error' as const, code: 'bad', message: 'Bad.' }));
    const { stderr } = await run(
      PREDICT,
      throwing(new WorkbenchError('binding', { code: 'bad', message: 'Bad.' }, more)),
    );
    expect(stderr.trimEnd().split('\n')).toHaveLength(21);
    expect(stderr).toContain('and 10 more');
  });
});
