import { describe, expect, it } from 'vitest';
import type { Slice, SliceRequest, WholeOutput } from '../../../../src/contract/rows';
import { callContext, loggedRun, rowsHandlers, type LoggedRun } from './support/logged-run';

async function slice({ place }: LoggedRun, request: Omit<SliceRequest, 'result' | 'log'>): Promise<Slice> {
  return (await rowsHandlers.slice({ ...place, ...request }, callContext())) as Slice;
}

async function whole({ place }: LoggedRun): Promise<readonly WholeOutput[]> {
  return (await rowsHandlers.whole(place, callContext())) as readonly WholeOutput[];
}

/** 0, 1, 2, ... */
function counting(length: number): Int32Array {
  return Int32Array.from({ length }, (_, index) => index);
}

describe('a slice', () => {
  const cube = { name: 'cube', dtype: 'int32', rowShape: [2, 3, 4], data: counting(2 * 24) } as const;
  const list = { name: 'list', dtype: 'float16', rowShape: [2], data: Uint16Array.of(0x3c00, 0x7e00, 0, 0) } as const;
  const one = { name: 'one', dtype: 'int64', rowShape: [], data: BigInt64Array.of(1n, 2n ** 60n) } as const;
  const failed = new Map([[0, { severity: 'error', code: 'x', message: 'x' } as const]]);
  const rows = { rows: 2, outputs: [cube, list, one] } as const;

  it.each<[string, Omit<SliceRequest, 'result'>, Partial<Slice>]>([
    [
      'is of the last two axes',
      { row: 1, output: 'cube', at: [1] },
      {
        dtype: 'int32',
        shape: [2, 3, 4],
        axes: [1, 2],
        at: [1],
        values: [
          [36, 37, 38, 39],
          [40, 41, 42, 43],
          [44, 45, 46, 47],
        ],
      },
    ],
    [
      'is of any two, in either order',
      { row: 0, output: 'cube', at: [2], axes: [2, 0] },
      {
        axes: [2, 0],
        values: [
          [8, 20],
          [9, 21],
          [10, 22],
          [11, 23],
        ],
      },
    ],
    ['of one axis is a line', { row: 0, output: 'list', at: [] }, { shape: [2], values: [[1, 'NaN']], axes: [0, 0] }],
    [
      'of a single value is a cell',
      { row: 1, output: 'one', at: [] },
      { shape: [], values: [['1152921504606846976']] },
    ],
  ])('%s', async (_, request, expected) => {
    expect(await slice(await loggedRun([{ predicted: rows }]), request)).toMatchObject({
      ...expected,
      truncated: false,
    });
  });

  it('is of a row that has a shape of its own', async () => {
    const ragged = [
      {
        name: 'r',
        rows: [
          { dtype: 'int32', dims: [1, 2], data: counting(2) },
          { dtype: 'int32', dims: [2, 1], data: counting(2) },
        ],
      },
    ] as const;
    const run = await loggedRun([{ predicted: { rows: 2, ragged } }]);
    expect(await slice(run, { row: 0, output: 'r', at: [] })).toMatchObject({ shape: [1, 2], values: [[0, 1]] });
    expect(await slice(run, { row: 1, output: 'r', at: [] })).toMatchObject({ shape: [2, 1], values: [[0], [1]] });
  });

  it('shows 200 by 200 of a large one', async () => {
    const large = { name: 'l', dtype: 'int32', rowShape: [300, 250], data: counting(75_000) } as const;
    const { values, truncated } = await slice(await loggedRun([{ predicted: { rows: 1, outputs: [large] } }]), {
      row: 0,
      output: 'l',
      at: [],
    });
    expect([values.length, values[0]?.length, values[199]?.[199], truncated]).toEqual([
      200,
      200,
      199 * 250 + 199,
      true,
    ]);
  });

  it.each<[string, Omit<SliceRequest, 'result'>, string]>([
    ['no such row', { row: 2, output: 'cube', at: [0] }, 'slice-out-of-range'],
    ['half a row', { row: 0.5, output: 'cube', at: [0] }, 'slice-out-of-range'],
    ['no such index', { row: 1, output: 'cube', at: [2] }, 'slice-out-of-range'],
    ['no such axis', { row: 1, output: 'cube', at: [0], axes: [1, 3] }, 'slice-out-of-range'],
    ['one axis twice', { row: 1, output: 'cube', at: [0], axes: [1, 1] }, 'slice-out-of-range'],
    ['no such output', { row: 1, output: 'z', at: [] }, 'row-column-unknown'],
    ['no such output without rows', { output: 'cube', at: [] }, 'row-column-unknown'],
    ['no prediction', { row: 0, output: 'one', at: [] }, 'slice-out-of-range'],
  ])('says that there is %s', async (_, request, code) => {
    const run = await loggedRun([{ predicted: { ...rows, failed } }]);
    await expect(slice(run, request)).rejects.toMatchObject({ kind: 'usage', issues: [{ code }] });
  });
});

describe('an output without a row axis', () => {
  const tensor = (data: Int32Array, dims: readonly number[]) => ({ dtype: 'int32', dims, data }) as const;
  const batch = (...values: readonly ReturnType<typeof tensor>[]) => ({
    predicted: { rows: 2, whole: values.map((value, index) => ({ name: `w${index}`, value })) },
  });

  it('is read back from the log', async () => {
    const run = await loggedRun([batch(tensor(counting(4), [2, 2]), tensor(counting(1), []))]);
    expect(await whole(run)).toEqual([
      {
        name: 'w0',
        dtype: 'int32',
        shape: [2, 2],
        batches: 1,
        value: [
          [0, 1],
          [2, 3],
        ],
      },
      { name: 'w1', dtype: 'int32', shape: [], batches: 1, value: 0 },
    ]);
    expect(await slice(run, { output: 'w0', at: [] })).toMatchObject({
      values: [
        [0, 1],
        [2, 3],
      ],
    });
  });

  it('is a list where there were several batches, the first axis of its planes', async () => {
    const run = await loggedRun([
      batch(tensor(counting(2), [2])),
      batch(
        tensor(
          counting(2).map((each) => each + 5),
          [2],
        ),
      ),
    ]);
    expect(await whole(run)).toMatchObject([
      {
        batches: 2,
        shape: [2],
        value: [
          [0, 1],
          [5, 6],
        ],
      },
    ]);
    expect(await slice(run, { output: 'w0', at: [] })).toMatchObject({
      shape: [2, 2],
      values: [
        [0, 1],
        [5, 6],
      ],
    });
  });

  it('is found behind a batch whose rows all failed', async () => {
    const failed = new Map([[0, { severity: 'error', code: 'x', message: 'Empty.' } as const]]);
    const run = await loggedRun([{ predicted: { rows: 1, failed } }, batch(tensor(counting(2), [2]))]);
    expect(await whole(run)).toMatchObject([{ batches: 1, value: [0, 1] }]);
  });

  it('has no plane where each batch has another shape', async () => {
    const run = await loggedRun([batch(tensor(counting(2), [2])), batch(tensor(counting(1), [1]))]);
    expect(await whole(run)).toMatchObject([{ value: [[0, 1], [0]] }]);
    await expect(slice(run, { output: 'w0', at: [] })).rejects.toMatchObject({
      issues: [{ code: 'slice-out-of-range' }],
    });
  });

  it('is not sent where it is large, and none is there of an ordinary model', async () => {
    const large = await whole(await loggedRun([batch(tensor(counting(10_001), [10_001]))]));
    expect(large).toEqual([{ name: 'w0', dtype: 'int32', shape: [10_001], batches: 1 }]);
    expect(await whole(await loggedRun([{ predicted: { rows: 1 } }]))).toEqual([]);
  });
});
