import type { ColumnSummary, RowCondition } from '../../../../src/contract/rows';

type Numbers = Extract<ColumnSummary['spread'], { kind: 'numbers' }>;

/** The rows of one bar: its lower edge belongs to it, and to the last bar its upper edge too. */
export function conditionOfBin(column: string, { edges, counts }: Numbers, bin: number): RowCondition {
  return {
    kind: 'range',
    column,
    from: edges[bin] ?? 0,
    to: edges[bin + 1] ?? 0,
    ...(bin === counts.length - 1 && { closed: true }),
  };
}
