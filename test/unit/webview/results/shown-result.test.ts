import { expect, test } from 'vitest';
import type { FinishedRun, ResultsView } from '../../../../src/contract/results-page';
import type { OnChangeStep } from '../../../../src/contract/run-page';
import { shownResult, type ShownResult } from '../../../../webview/results/shown-result';

const running: ResultsView = { kind: 'running', rows: 0, cancelling: false };
const finished: FinishedRun = {
  kind: 'finished',
  status: 'ok',
  run: 'run-1',
  firstRun: false,
  origin: { result: 'run-1' },
  rows: 3,
  skipped: 1,
  binding: [],
  issues: [],
};

function shown(
  view: ResultsView,
  before?: ShownResult,
  step: OnChangeStep = { kind: 'idle' },
): ShownResult | undefined {
  return shownResult({ view, onChange: { on: true, step } }, before);
}

test('a first run shows its rows as they come', () => {
  expect(shown(running)).toBeUndefined();
  const growing = shown({ ...running, rows: 2, origin: { result: 'run-1' }, classes: ['a'] });
  expect(growing).toMatchObject({ rows: 2, complete: false, stale: false, classes: ['a'] });
});

test('a result stays while the next one is under way', () => {
  const before = shown(finished);
  expect(before).toMatchObject({ rows: 3, skipped: 1, complete: true, stale: false });
  const rerun = shown({ ...running, rows: 2, origin: { result: 'run-2' } }, before);
  expect(rerun).toMatchObject({ origin: { result: 'run-1' }, stale: true });
  expect(shown({ ...finished, origin: { result: 'run-2' } }, rerun)).toMatchObject({
    origin: { result: 'run-2' },
    stale: false,
  });
});

test('a result is stale while the files that have changed are run', () => {
  expect(shown(finished, undefined, { kind: 'running' })).toMatchObject({ rows: 3, stale: true });
});

test('where there are no rows there is nothing to show', () => {
  const { origin: _origin, ...without } = finished;
  expect(shown(without)).toBeUndefined();
  expect(shown({ kind: 'stopped', issues: [] }, shown(finished))).toBeUndefined();
});
