import { expect, test } from 'vitest';
import type { RowsPage, RowsRequest, RowsView } from '../../../../../src/contract/rows';
import { createRowsViewer, type RowsOwner } from '../../../../../webview/shared/rows/rows-viewer';
import type { ShownRows } from '../../../../../webview/shared/rows/shown-rows';
import { EVERYTHING } from '../../../../../webview/shared/rows/view-state';

const WRONG: RowsView = { conditions: [{ kind: 'wrong' }] };
const FAILED: RowsView = { conditions: [{ kind: 'failed' }] };
const complete: ShownRows = { origin: { result: 'first' }, rows: 3, complete: true, stale: false };

function pageOf(total: number): RowsPage {
  const rows = Array.from({ length: total }, (_, row) => ({ inputs: [], prediction: { row, outputs: {} } }));
  return { start: 0, end: total, total, inputColumns: [], told: [], rows };
}

/** A result whose rows are answered by hand, request by request. */
function openResult(result = complete) {
  const asked: { readonly request: RowsRequest; readonly answer: PromiseWithResolvers<RowsPage> }[] = [];
  const owner = {
    result,
    host: {
      rows: (request: RowsRequest) => {
        const answer = Promise.withResolvers<RowsPage>();
        asked.push({ request, answer });
        return answer.promise;
      },
    },
    columnsIn: ({ total }: RowsPage) => [
      {
        id: `of ${total}`,
        title: '',
        about: '',
        width: 1,
        align: 'start' as const,
        group: '',
        cell: () => ({ text: '' }),
      },
    ],
    requestUpdate: () => undefined,
  } satisfies RowsOwner;
  return { asked, owner, viewer: createRowsViewer(owner) };
}

test('all rows are there at once', async () => {
  const { viewer, asked } = openResult();
  await viewer.open(EVERYTHING);
  expect(viewer).toMatchObject({ busy: false, problem: '', source: { view: EVERYTHING } });
  expect(asked).toEqual([]);
});

test('the rows of the former view stay until those of the next are there', async () => {
  const { viewer, asked } = openResult();
  await viewer.open(EVERYTHING);
  const opened = viewer.open(WRONG);
  expect(viewer).toMatchObject({ busy: true, view: WRONG, source: { view: EVERYTHING } });
  asked[0]?.answer.resolve(pageOf(2));
  await opened;
  expect(viewer).toMatchObject({ busy: false, source: { view: WRONG, total: 2 }, columns: [{ id: 'of 2' }] });
});

test('a view that was overtaken is not shown, whenever its rows come', async () => {
  const { viewer, asked } = openResult();
  const first = viewer.open(WRONG);
  const second = viewer.open(FAILED);
  asked[1]?.answer.resolve(pageOf(1));
  await second;
  asked[0]?.answer.resolve(pageOf(2));
  await first;
  expect(viewer).toMatchObject({ busy: false, source: { view: FAILED, total: 1 } });
});

test('rows that cannot be had are a problem until a view can be opened', async () => {
  const { viewer, asked } = openResult();
  const opened = viewer.open(WRONG);
  asked[0]?.answer.reject(new Error('The result is gone.'));
  await opened;
  expect(viewer).toMatchObject({ busy: false, problem: 'The result is gone.' });
  await viewer.open(EVERYTHING);
  expect(viewer.problem).toBe('');
});

test('a result that grows is shown whole, whatever the view', async () => {
  const { viewer, asked } = openResult({ ...complete, complete: false });
  await viewer.open(WRONG);
  expect(viewer).toMatchObject({ busy: false, source: { view: EVERYTHING } });
  expect(asked).toEqual([]);
});

test('the columns of another result take the place of those before', async () => {
  const { viewer, owner } = openResult({ ...complete, first: pageOf(3) });
  await viewer.open(EVERYTHING);
  owner.result = { ...complete, origin: { result: 'second' }, first: pageOf(5) };
  await viewer.open(EVERYTHING);
  expect(viewer).toMatchObject({ columns: [{ id: 'of 5' }], source: { origin: { result: 'second' } } });
  expect(viewer.columns).toHaveLength(1);
});
