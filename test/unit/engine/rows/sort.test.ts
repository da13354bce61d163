import { describe, expect, it } from 'vitest';
import type { TensorData } from '../../../../src/contract/tensor';
import { joinParts, type ColumnValues } from '../../../../src/engine/rows/column-values';
import { sortRows } from '../../../../src/engine/rows/sort';

function joined(...parts: readonly (TensorData | undefined)[]): ColumnValues {
  return joinParts(parts.map((values) => ({ rows: values?.length ?? 1, values, isPresent: () => true })));
}

function sorted(column: ColumnValues, direction: 'ascending' | 'descending'): readonly number[] {
  return [
    ...sortRows(
      Uint32Array.from({ length: column.values.length }, (_, row) => row),
      column,
      direction,
    ),
  ];
}

describe('a column in order', () => {
  it.each<[string, readonly TensorData[], readonly number[], readonly number[]]>([
    ['numbers, NaN last both ways', [Float64Array.of(2, NaN, -1, 0)], [2, 3, 0, 1], [0, 3, 2, 1]],
    ['equal ones in file order both ways', [Float64Array.of(1, 0, -0, 1, 0)], [1, 2, 4, 0, 3], [0, 3, 1, 2, 4]],
    [
      'infinities and what is next to nothing',
      [Float64Array.of(Infinity, -5e-324, -Infinity, 5e-324)],
      [2, 1, 3, 0],
      [0, 3, 1, 2],
    ],
    ['int64 beyond doubles', [BigInt64Array.of(2n ** 53n + 1n, 2n ** 53n, -(2n ** 63n))], [2, 1, 0], [0, 1, 2]],
    ['uint64', [BigUint64Array.of(2n ** 64n - 1n, 2n ** 64n - 2n, 0n)], [2, 1, 0], [0, 1, 2]],
    ['texts that are numbers', [['10', '9', '', 'NA', '-1e1']], [4, 1, 0, 2, 3], [0, 1, 4, 2, 3]],
    ['texts that are numbers beside numbers', [['10'], Float64Array.of(9)], [1, 0], [0, 1]],
    ['words, of which some are numbers', [['10'], Float64Array.of(9), ['x']], [0, 1, 2], [2, 1, 0]],
    ['numbers with a decimal comma', [['1,5', '1,25', '10']], [1, 0, 2], [2, 0, 1]],
    ['long integers in text', [['9007199254740993', '9007199254740992', '+7']], [2, 1, 0], [0, 1, 2]],
    ['integers of any length', [[`1${'0'.repeat(40)}`, `2${'0'.repeat(39)}`]], [1, 0], [0, 1]],
    ['words without regard to case', [['b', 'A', 'a', 'B', '']], [1, 2, 3, 0, 4], [0, 3, 2, 1, 4]],
    ['words by code units', [['z', 'é', 'e']], [2, 0, 1], [1, 0, 2]],
    ['words among which one says NA', [['b', 'NA', 'a']], [2, 0, 1], [1, 0, 2]],
    ['truth values as words', [['true', 'false', 'true']], [1, 0, 2], [0, 2, 1]],
  ])('%s', (_, parts, ascending, descending) => {
    const column = joined(...parts);
    expect(sorted(column, 'ascending')).toEqual(ascending);
    expect(sorted(column, 'descending')).toEqual(descending);
  });

  it('is missing where a batch has none', () => {
    const column = joined(Float64Array.of(2), undefined, Float64Array.of(1));
    expect(sorted(column, 'descending')).toEqual([0, 2, 1]);
  });

  it('may be of a part of the rows', () => {
    const column = joined(Float64Array.of(5, 4, 3, 2, 1));
    expect([...sortRows(Uint32Array.of(0, 2, 4), column, 'ascending')]).toEqual([4, 2, 0]);
  });

  it('orders a million rows in a fraction of a second', () => {
    const values = Float64Array.from({ length: 1_000_000 }, (_, row) => Math.sin(row) * 1e6);
    const rows = Uint32Array.from(values, (_, row) => row);
    const begun = performance.now();
    const order = sortRows(rows, { kind: 'numbers', values }, 'ascending');
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(order.every((row, place) => place === 0 || (values[order[place - 1] ?? 0] ?? 0) <= (values[row] ?? 0))).toBe(
      true,
    );
  });
});
