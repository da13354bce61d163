import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../../src/contract/issue';
import type { PredictOutcome } from '../../../../src/contract/predict';
import type { FinishedRun, ResultsView } from '../../../../src/contract/results-page';
import type { ResultChange, RowsOrigin } from '../../../../src/contract/rows';
import { refreshed, type Refreshed } from '../../../../src/extension/results/refresh';
import { predictRequest } from '../../../../src/extension/results/request';

const CHANGE: ResultChange = { rows: 2, rowsBefore: 2, rowsAfter: 2, flips: 1, flippedRows: [0], changed: 1 };
const BEFORE: FinishedRun = {
  kind: 'finished',
  status: 'ok',
  run: 'a',
  firstRun: false,
  origin: { result: 'a' },
  rows: 2,
  skipped: 0,
  binding: [],
  issues: [],
};
const OUTCOME: PredictOutcome = {
  status: 'ok',
  head: { run: 'b', result: 'b', log: '/log.db', model: { path: 'm', sha256: '' }, data: 'd', binding: [] },
  rows: 2,
  skipped: 0,
  issues: [],
  timing: { parse: 1, bind: 1, infer: 1, write: 1, total: 4 },
  firstRun: false,
};

interface Answers {
  readonly predict: () => Promise<PredictOutcome>;
  readonly changes?: (request: { readonly before: RowsOrigin; readonly after: RowsOrigin }) => Promise<ResultChange>;
  readonly before?: ResultsView;
}

async function refresh({ predict, changes = () => Promise.resolve(CHANGE), before = BEFORE }: Answers): Promise<{
  readonly answer: Refreshed;
  readonly bugs: readonly unknown[];
}> {
  const bugs: unknown[] = [];
  const answer = await refreshed({
    engine: { predict, changes },
    request: predictRequest({ model: '/m', data: '/d', folder: '/' }, {}),
    before,
    signal: new AbortController().signal,
    onFraction: () => undefined,
    onBug: (error) => bugs.push(error),
  });
  return { answer, bugs };
}

describe('a result that is made again', () => {
  it('takes the place of the one before, and says what is another', async () => {
    const asked: unknown[] = [];
    const { answer } = await refresh({
      predict: () => Promise.resolve(OUTCOME),
      changes: (request) => {
        asked.push(request);
        return Promise.resolve(CHANGE);
      },
    });
    expect(answer).toMatchObject({ kind: 'refreshed', view: { run: 'b' }, change: CHANGE });
    expect(asked).toEqual([{ before: { result: 'a' }, after: { result: 'b', log: '/log.db' } }]);
  });

  it.each<[string, Partial<FinishedRun>, object | undefined]>([
    ['that are in one log', { log: '/log.db' }, { before: 'a', after: 'b', log: '/log.db' }],
    ['but for one that is not logged', { run: null }, undefined],
    ['but for one of another log', { log: '/other.db' }, undefined],
  ])('names both runs %s', async (_, facts, runs) => {
    const { answer } = await refresh({
      predict: () => Promise.resolve(OUTCOME),
      before: { ...BEFORE, ...facts },
    });
    expect(answer.kind === 'refreshed' && answer.runs).toEqual(runs);
  });

  it('is told without a change where that cannot be found out', async () => {
    const { answer, bugs } = await refresh({
      predict: () => Promise.resolve(OUTCOME),
      changes: () => Promise.reject(new Error('no rows')),
    });
    expect(answer).toMatchObject({ kind: 'refreshed', view: { run: 'b' } });
    expect(answer).not.toHaveProperty('change');
    expect(bugs).toHaveLength(1);
  });

  it.each<[string, () => Promise<PredictOutcome>, string]>([
    [
      'fails',
      () =>
        Promise.resolve({
          ...OUTCOME,
          status: 'failed',
          issues: [{ severity: 'error', code: 'x', message: 'Bad cell.' }],
        }),
      'Bad cell.',
    ],
    [
      'has a question',
      () =>
        Promise.resolve({
          status: 'stopped',
          model: { path: 'm', sha256: '' },
          data: 'd',
          issues: [{ severity: 'error', code: 'x', message: 'Which columns?' }],
        }),
      'Which columns?',
    ],
    [
      'cannot begin',
      () => Promise.reject(new WorkbenchError('model', { code: 'x', message: 'No model.' })),
      'No model.',
    ],
  ])('leaves the one before where it %s', async (_title, predict, message) => {
    expect((await refresh({ predict })).answer).toMatchObject({ kind: 'failed', message });
  });

  it('leaves the one before where it is cancelled, without a word', async () => {
    const cancelled = { ...OUTCOME, status: 'cancelled' } as const;
    expect((await refresh({ predict: () => Promise.resolve(cancelled) })).answer).toEqual({ kind: 'idle' });
  });
});
