import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Issue } from '../../../../src/contract/issue';
import type { RowCondition, RowOrder, RowsView } from '../../../../src/contract/rows';
import { rounds } from '../../../support/rounds';
import { callContext, loggedRun, pageOf, rowsHandlers, rowsOf, type LoggedRows } from './support/logged-run';

/** A row as a test makes it, before it is logged. */
interface Made {
  readonly name: string;
  readonly age: number | undefined;
  readonly id: bigint;
  readonly label: string;
  readonly score: number;
  readonly truth: string | undefined;
  readonly failed: boolean;
}

const LABELS = ['no', 'Yes', 'maybe'];
const FAILURE: Issue = { severity: 'error', code: 'missing-cell', message: 'It is empty.' };

const made: fc.Arbitrary<Made> = fc.record({
  name: fc.constantFrom('', 'Ada', 'ada', 'Bob', 'x,"y', 'Zoë', 'é'),
  age: fc.option(fc.constantFrom(-1, 0, 1.5, 2, 10, 1e300), { nil: undefined }),
  id: fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.constantFrom(2n ** 53n, 2n ** 53n + 1n)),
  label: fc.constantFrom(...LABELS),
  score: fc.constantFrom(0.1, 0.25, 0.5, NaN, Infinity, -0, 0),
  truth: fc.option(fc.constantFrom(...LABELS), { nil: undefined }),
  failed: fc.boolean(),
});

function logged(rows: readonly Made[], start: number): LoggedRows {
  const failed = rows.flatMap((row, index) => (row.failed ? [[start + index, FAILURE] as const] : []));
  const ages = rows.map(({ age }) => (age === undefined ? '' : String(age)));
  return {
    names: ['name', 'age'],
    columns: [
      { kind: 'text', values: rows.map(({ name }) => name) },
      { kind: 'number', values: Float64Array.from(rows, ({ age }) => age ?? NaN), text: (row) => ages[row] ?? '' },
    ],
    predicted: {
      rows: rows.length,
      labels: rows.map(({ label }) => label),
      scores: Float64Array.from(rows, ({ score }) => score),
      outputs: [{ name: 'id', dtype: 'int64', rowShape: [], data: BigInt64Array.from(rows, ({ id }) => id) }],
      failed: new Map(failed),
    },
    truths: {
      kind: 'classes',
      values: rows.map(({ truth }) => truth),
      wrong: rows.map(({ truth, label, failed: none }) => (truth === undefined || none ? undefined : truth !== label)),
    },
  };
}

type Plain = number | bigint | string | undefined;

/** What a row is sorted by. */
const VALUES: Readonly<Record<string, (row: Made, index: number) => Plain>> = {
  row: (_, index) => index,
  'input:name': ({ name }) => (name === '' ? undefined : name),
  'input:age': ({ age }) => age,
  prediction: ({ label, failed }) => (failed ? undefined : label),
  score: ({ score, failed }) => (failed || Number.isNaN(score) ? undefined : score),
  'output:id': ({ id, failed }) => (failed ? undefined : id),
  truth: ({ truth }) => truth,
  why: ({ failed }) => (failed ? FAILURE.message : undefined),
};

function textOf(value: Plain): string {
  return value === undefined ? '' : String(value);
}

type Test<K extends RowCondition['kind']> = (
  condition: Extract<RowCondition, { readonly kind: K }>,
  row: Made,
  value: (column: string) => Plain,
) => boolean;

function contains(value: Plain, text: string): boolean {
  return textOf(value).toLowerCase().includes(text.toLowerCase());
}

const TESTS: { readonly [K in RowCondition['kind']]: Test<K> } = {
  search: ({ text }, _, value) => Object.keys(VALUES).some((column) => contains(value(column), text)),
  contains: ({ column, text }, _, value) => contains(value(column), text),
  equals: (each, _, value) => textOf(value(each.column)).toLowerCase() === each.value.toLowerCase(),
  range: ({ column, from = -Infinity, to, closed = false }, _, value) => {
    const number = value(column);
    if (number === undefined || typeof number === 'string' || number < from) return false;
    return to === undefined || number < to || (closed && number <= to);
  },
  missing: ({ column }, _, value) => value(column) === undefined,
  confusion: ({ truth, predicted }, row) => !row.failed && row.truth === truth && row.label === predicted,
  wrong: (_, row) => !row.failed && row.truth !== undefined && row.truth !== row.label,
  failed: (_, row) => row.failed,
  rows: ({ rows }, _, value) => rows.includes(Number(value('row'))),
};

function meets(row: Made, index: number, condition: RowCondition): boolean {
  const test = TESTS[condition.kind] as Test<RowCondition['kind']>;
  return test(condition, row, (column) => VALUES[column]?.(row, index));
}

function before(one: Plain, other: Plain): boolean {
  if (typeof one !== 'string' || typeof other !== 'string') return (one ?? 0) < (other ?? 0);
  const [low, high] = [one.toLowerCase(), other.toLowerCase()];
  return low === high ? one < other : low < high;
}

/** Filter and sort of a plain array, as they are described. */
function expected(rows: readonly Made[], { conditions, order }: RowsView): readonly number[] {
  const met = rows.flatMap((row, index) => (conditions.every((each) => meets(row, index, each)) ? [index] : []));
  if (!order) return met;
  const sign = order.direction === 'ascending' ? 1 : -1;
  const keys = rows.map((row, index) => VALUES[order.column]?.(row, index));
  const keyed = met.map((index) => ({ index, key: keys[index] }));
  const sorted = keyed.toSorted(({ key: one }, { key: other }) => {
    if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
    return sign * (before(one, other) ? -1 : Number(before(other, one)));
  });
  return sorted.map(({ index }) => index);
}

const numeric = fc.constantFrom('row', 'input:age', 'score', 'output:id');
const column = fc.constantFrom(...Object.keys(VALUES).filter((name) => name !== 'why'));
const bound = fc.option(fc.constantFrom(-1, 0, 0.25, 2, 2 ** 53), { nil: undefined });
const text = fc.constantFrom('', 'a', 'ADA', 'yes', '1', '0.5', 'is empty', '9007');

const condition: fc.Arbitrary<RowCondition> = fc.oneof(
  fc.record({ kind: fc.constant('search' as const), text }),
  fc.record({ kind: fc.constant('contains' as const), column, text }),
  fc.record({ kind: fc.constant('equals' as const), column, value: text }),
  fc
    .record({ kind: fc.constant('range' as const), column: numeric, from: bound, to: bound, closed: fc.boolean() })
    .map(({ from, to, ...rest }) => ({
      ...rest,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    })),
  fc.record({ kind: fc.constant('missing' as const), column }),
  fc.record({
    kind: fc.constant('confusion' as const),
    truth: fc.constantFrom(...LABELS),
    predicted: fc.constantFrom(...LABELS),
  }),
  fc.constantFrom({ kind: 'wrong' as const }, { kind: 'failed' as const }),
  fc.record({ kind: fc.constant('rows' as const), rows: fc.array(fc.nat(12)) }),
);

const order: fc.Arbitrary<RowOrder> = fc.record({
  column,
  direction: fc.constantFrom('ascending', 'descending'),
});

const view: fc.Arbitrary<RowsView> = fc
  .record({ conditions: fc.array(condition, { maxLength: 3 }), order: fc.option(order, { nil: undefined }) })
  .map((each) => ({ conditions: each.conditions, ...(each.order && { order: each.order }) }));

const batches = fc.array(fc.array(made, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });

async function logAll(all: readonly (readonly Made[])[]): ReturnType<typeof loggedRun> {
  let start = 0;
  return loggedRun(
    all.map((rows) => {
      const batch = logged(rows, start);
      start += rows.length;
      return batch;
    }),
  );
}

const SOME: readonly Made[] = [
  { name: 'Bob', age: 2, id: 5n, label: 'no', score: 0.5, truth: 'no', failed: false },
  { name: '', age: undefined, id: 2n ** 53n + 1n, label: 'Yes', score: NaN, truth: 'no', failed: false },
  { name: 'Ada', age: 10, id: 2n ** 53n, label: 'Yes', score: 0.1, truth: undefined, failed: false },
  { name: 'ada', age: 2, id: 7n, label: 'no', score: 0.9, truth: 'Yes', failed: true },
];

describe('a view', () => {
  it('has the rows of a filtered and sorted array, whatever the batches are', async () => {
    await fc.assert(
      fc.asyncProperty(batches, fc.array(view, { minLength: 1, maxLength: 12 }), async (all, views) => {
        const run = await logAll(all);
        for (const each of views)
          expect(await rowsOf(run, each), JSON.stringify(each)).toEqual(expected(all.flat(), each));
      }),
      { numRuns: rounds(25) },
    );
  });

  it('is read page by page', async () => {
    const run = await logAll([SOME.slice(0, 3), SOME.slice(3)]);
    const sorted: RowsView = { conditions: [], order: { column: 'input:age', direction: 'descending' } };
    const page = await pageOf(run, sorted, { start: 1, end: 3 });
    expect(page).toMatchObject({ start: 1, end: 3, total: 4, inputColumns: ['name', 'age'] });
    expect(page.rows.map(({ inputs }) => inputs)).toEqual([
      ['Bob', '2'],
      ['ada', '2'],
    ]);
    expect(await pageOf(run, sorted, { start: 9, end: 10 })).toMatchObject({ start: 4, end: 4, total: 4, rows: [] });
  });

  it('shows the truth of each row, and whether it was met', async () => {
    const { rows } = await pageOf(await logAll([SOME]));
    expect(rows.map(({ truth, wrong, error }) => [truth, wrong, error])).toEqual([
      ['no', false, undefined],
      ['no', true, undefined],
      [undefined, undefined, undefined],
      ['Yes', undefined, 'It is empty.'],
    ]);
  });

  it('is computed anew when the run has grown', async () => {
    const run = await logAll([SOME]);
    const wrong: RowsView = { conditions: [{ kind: 'wrong' }] };
    expect(await rowsOf(run, wrong)).toEqual([1]);
    await run.append(logged(SOME.slice(1, 2), 4));
    expect(await rowsOf(run, wrong)).toEqual([1, 4]);
  });

  it('of classes that the confusion calls by other words finds them by those', async () => {
    const truths = { kind: 'classes', values: ['yes', 'no'], wrong: [true, false], confusionClasses: [0, 1] } as const;
    const run = await loggedRun([{ predicted: { rows: 2, labels: ['no', 'no'] }, truths }], { classes: ['no', 'yes'] });
    expect(await rowsOf(run, { conditions: [{ kind: 'confusion', truth: 1, predicted: 0 }] })).toEqual([0]);
    expect(await rowsOf(run, { conditions: [{ kind: 'confusion', truth: 0, predicted: 0 }] })).toEqual([1]);
  });

  it.each<[string, RowsView, 'full' | 'hash' | 'off', string]>([
    [
      'a column that is not there',
      { conditions: [{ kind: 'missing', column: 'output:z' }] },
      'full',
      'row-column-unknown',
    ],
    [
      'an order by one',
      { conditions: [], order: { column: 'x', direction: 'ascending' } },
      'full',
      'row-column-unknown',
    ],
    ['text in one', { conditions: [{ kind: 'contains', column: 'input:z', text: '' }] }, 'full', 'row-column-unknown'],
    ['inputs that are hashed', { conditions: [{ kind: 'missing', column: 'input:age' }] }, 'hash', 'inputs-not-logged'],
    [
      'inputs that are off',
      { conditions: [{ kind: 'equals', column: 'input:age', value: '1' }] },
      'off',
      'inputs-not-logged',
    ],
    ['what is wrong without a truth', { conditions: [{ kind: 'wrong' }] }, 'full', 'no-truth'],
    ['a confusion without one', { conditions: [{ kind: 'confusion', truth: 0, predicted: 1 }] }, 'full', 'no-truth'],
    ['an order by it', { conditions: [], order: { column: 'truth', direction: 'ascending' } }, 'full', 'no-truth'],
  ])('of %s says why it cannot be', async (_, wanted, inputs, code) => {
    const columns = [{ kind: 'text', values: ['7'] }] as const;
    const run = await loggedRun([{ names: ['age'], columns, predicted: { rows: 1, labels: ['a'] } }], { inputs });
    await expect(pageOf(run, wanted)).rejects.toMatchObject({ kind: 'usage', issues: [{ code }] });
  });

  it('of a run that is gone says so', async () => {
    const run = await logAll([SOME]);
    const elsewhere = { ...run, place: { ...run.place, log: `${run.place.log}.gone` } };
    await expect(pageOf(elsewhere)).rejects.toMatchObject({ issues: [{ code: 'rows-gone' }] });
  });

  it('can be cancelled; who waits for the same one gets it', async () => {
    const run = await logAll(Array.from({ length: 20 }, () => SOME));
    const abort = new AbortController();
    const request = { ...run.place, start: 0, end: 1, view: { conditions: [{ kind: 'wrong' as const }] } };
    const cancelled = rowsHandlers.rows(request, callContext(abort.signal));
    const waiting = rowsHandlers.rows(request, callContext());
    abort.abort();
    await expect(cancelled).rejects.toMatchObject({ kind: 'cancelled' });
    expect(await waiting).toMatchObject({ total: 20 });
  });
});
