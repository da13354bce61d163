import { expect, test } from 'vitest';
import { createRowCache, type RowCache, type RowsAnswer } from '../../../../webview/shared/row-cache';

interface Asked {
  readonly start: number;
  readonly end: number;
}

/** A cache over rows that are their own numbers, and what it asked for. `most` rows come in one answer. */
function setUp(
  options: {
    readonly most?: number;
    readonly keptPages?: number;
    readonly failing?: boolean;
    readonly former?: RowCache<number>;
  } = {},
) {
  const asked: Asked[] = [];
  const errors: unknown[] = [];
  const cache = createRowCache<number>({
    former: options.former,
    pageRows: 10,
    keptPages: options.keptPages ?? 3,
    load: (start, end): Promise<RowsAnswer<number>> => {
      asked.push({ start, end });
      if (options.failing) return Promise.reject(new Error('gone'));
      const length = Math.min(end - start, options.most ?? Infinity);
      return Promise.resolve({ start, rows: Array.from({ length }, (_, index) => start + index) });
    },
    onLoaded: () => undefined,
    onError: (error) => errors.push(error),
  });
  return { cache, asked, errors };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

test('asks for whole pages, each once', async () => {
  const { cache, asked } = setUp();
  cache.want(5, 15, 100);
  cache.want(6, 16, 100);
  await settled();
  cache.want(5, 15, 100);
  expect(asked).toEqual([
    { start: 0, end: 10 },
    { start: 10, end: 20 },
  ]);
  expect([cache.get(5), cache.get(19), cache.get(20)]).toEqual([5, 19, undefined]);
});

test('asks for the rest where an answer is shorter, because a page has a limit of bytes', async () => {
  const { cache, asked } = setUp({ most: 4 });
  cache.want(0, 10, 100);
  await settled();
  expect(asked.map(({ start }) => start)).toEqual([0, 4, 8]);
  expect(cache.get(9)).toBe(9);
});

test('asks for what was added to the last page of a table that grows', async () => {
  const { cache, asked } = setUp();
  cache.want(0, 20, 3);
  await settled();
  cache.want(0, 20, 7);
  await settled();
  expect(asked).toEqual([
    { start: 0, end: 3 },
    { start: 3, end: 7 },
  ]);
  expect(cache.get(6)).toBe(6);
});

test('forgets the page unused for longest', async () => {
  const { cache } = setUp({ keptPages: 2 });
  for (const start of [0, 10, 20]) {
    cache.want(start, start + 10, 100);
    await settled();
  }
  expect([cache.get(0), cache.get(10), cache.get(20)]).toEqual([undefined, 10, 20]);
});

test('tells of a failure once and does not ask again', async () => {
  const { cache, asked, errors } = setUp({ failing: true });
  cache.want(0, 10, 100);
  await settled();
  cache.want(0, 10, 100);
  await settled();
  expect(asked).toHaveLength(1);
  expect(errors).toEqual([new Error('gone')]);
});

test('shows the former rows until the first of its own have come', async () => {
  const former: RowCache<number> = { get: (row) => -row, want: () => undefined };
  const { cache } = setUp({ former });
  cache.want(0, 10, 100);
  expect(cache.get(3)).toBe(-3);
  await settled();
  expect([cache.get(3), cache.get(13)]).toEqual([3, undefined]);
});
