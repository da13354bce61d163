import { expect, test } from 'vitest';
import type { RowsPage, RowsRequest, RowsView } from '../../../../../src/contract/rows';
import { allRows, openView } from '../../../../../webview/shared/rows/rows-source';

const origin = { result: 'run-1', log: '/log.db' };
const view: RowsView = { conditions: [{ kind: 'wrong' }] };

function fakeHost(total: number, pageRows = 1_000) {
  const asked: RowsRequest[] = [];
  const rows = (request: RowsRequest): Promise<RowsPage> => {
    asked.push(request);
    const end = Math.min(request.end, total, request.start + pageRows);
    const found = Array.from({ length: end - request.start }, (_, index) => ({
      inputs: [],
      prediction: { row: request.start + index, outputs: {} },
    }));
    return Promise.resolve({ start: request.start, end, total, inputColumns: [], told: [], rows: found });
  };
  return { asked, host: { rows } };
}

test('a view is opened with its first page, which the table then need not ask for', async () => {
  const { host, asked } = fakeHost(300);
  const pages: number[] = [];
  const source = await openView(
    { host, origin, onPage: ({ rows }) => pages.push(rows.length) },
    view,
    new AbortController().signal,
  );
  expect(source.total).toBe(300);
  expect((await source.load(0, 200)).rows).toHaveLength(200);
  expect((await source.load(200, 300)).rows).toHaveLength(100);
  expect(asked).toEqual([
    { ...origin, view, start: 0, end: 200 },
    { ...origin, view, start: 200, end: 300 },
  ]);
  expect(pages).toEqual([200, 100]);
});

test('rows too large for one page are asked for from where the first ended', async () => {
  const { host, asked } = fakeHost(300, 5);
  const source = await openView({ host, origin, onPage: () => undefined }, view, new AbortController().signal);
  expect((await source.load(0, 200)).rows).toHaveLength(5);
  expect((await source.load(5, 200)).rows[0]?.prediction.row).toBe(5);
  expect(asked.at(-1)).toMatchObject({ start: 5, end: 200 });
});

test('without conditions and order no view is asked for', async () => {
  const { host, asked } = fakeHost(10);
  const source = allRows({ host, origin, onPage: () => undefined });
  expect(source.total).toBeUndefined();
  await source.load(0, 10);
  expect(asked).toEqual([{ ...origin, start: 0, end: 10 }]);
});

test('first rows that are known already are told at once and not asked for', async () => {
  const { host, asked } = fakeHost(300);
  const first = await host.rows({ ...origin, start: 0, end: 50 });
  const pages: RowsPage[] = [];
  const source = allRows({ host, origin, first, onPage: (page) => pages.push(page) });
  expect(pages).toEqual([first]);
  expect((await source.load(0, 200)).rows).toEqual(first.rows);
  expect((await source.load(50, 200)).rows).toHaveLength(150);
  expect(asked.slice(1)).toEqual([{ ...origin, start: 50, end: 200 }]);
});
