import type { TensorData } from '../contract/tensor';
import type { Batch, Value } from '../data/table';
import type { InputPlan } from './binding-plan';
import { cellFeeder, type CellFeeder, type Feeding } from './cell-feeder';
import { allocate, product, store } from './elements';
import { fitShape, flatten, type Uneven } from './nested';
import { cellAt } from './table-cells';

/** One row's values in the row's own shape. */
export interface OwnRow {
  readonly shape: readonly number[];
  readonly data: TensorData;
}

/** Reads a column whose cells are whole rows (nested lists); a row that does not fit is undefined and in the ledger. */
export function readOwnRows(
  feeding: Feeding,
  batch: Batch,
  rowShape: readonly (number | null)[],
): readonly (OwnRow | undefined)[] {
  const column = batch.columns[feeding.column.index];
  if (!column) throw new Error(`The batch has no column ${feeding.column.index}.`);
  const feed = cellFeeder(feeding);
  return Array.from({ length: batch.rows }, (_, row) => readRow(feeding, feed, cellAt(column, row), row, rowShape));
}

function readRow(
  feeding: Feeding,
  feed: CellFeeder,
  cell: Value,
  row: number,
  wanted: readonly (number | null)[],
): OwnRow | undefined {
  if (cell === undefined || cell === null) {
    feed(cell, row);
    if (!feeding.ledger.hasFailed(row)) failMissingRow(feeding, row);
    return undefined;
  }
  const read = flatten(cell);
  if ('uneven' in read) {
    failShape(feeding, row, describeUneven(feeding, read.uneven, row));
    return undefined;
  }
  const shape = fitShape(read.flat.shape, wanted);
  if (!shape) {
    failShape(feeding, row, describeShape(feeding, read.flat.shape, wanted, row));
    return undefined;
  }
  const data = allocate(feeding.input.dtype, product(shape));
  for (const [index, value] of read.flat.values.entries()) {
    const element = feed(value, row);
    if (element === undefined) return undefined;
    store(data, index, element);
  }
  return { shape, data };
}

function failMissingRow(feeding: Feeding, row: number): void {
  const { column, ledger } = feeding;
  failShape(
    feeding,
    row,
    `There is no '${column.name}' in ${ledger.place(row)}: a whole row of values cannot be filled in.`,
  );
}

function failShape({ ledger, column, input }: Feeding, row: number, message: string): void {
  ledger.fail(row, column, input.name, { code: 'shape-mismatch', message });
}

function describeUneven({ input, ledger }: Feeding, { at, found, wanted }: Uneven, row: number): string {
  const path = at.map((index) => `[${index}]`).join('');
  const what = found === null ? 'is one value' : `has ${found} values`;
  const instead = wanted === null ? 'one value is wanted' : `${wanted} are wanted`;
  return `In input '${input.name}', ${ledger.place(row)}: data${path} ${what} where ${instead}.`;
}

function describeShape(
  { input, ledger }: Feeding,
  given: readonly number[],
  wanted: readonly (number | null)[],
  row: number,
): string {
  return `In input '${input.name}', ${ledger.place(row)} has the shape [${given.join(', ')}] where [${wanted.map((dim) => dim ?? 'any').join(', ')}] is wanted.`;
}

/** The shape of a row whose input is fed by columns of fixed widths. */
export function fixedRowShape({ rowShape }: Extract<InputPlan, { kind: 'columns' }>): readonly number[] {
  return rowShape.map((dim) => dim ?? 1);
}
