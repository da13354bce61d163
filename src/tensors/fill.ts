import type { TensorData } from '../contract/tensor';
import type { Batch, Column, Value } from '../data/table';
import { cellFeeder, type CellFeeder, type Feeding } from './cell-feeder';
import { copyInto, elementAt, product, slice, store } from './elements';
import { isFloat } from './missing';
import { flatten, isList } from './nested';
import { cellAt } from './table-cells';

/** Where the cells of a column go: element `offset` of every row of `stride` elements. */
export interface Target {
  readonly data: TensorData;
  readonly offset: number;
  readonly stride: number;
}

const [MINUS, POINT, DIGIT_0, DIGIT_1, DIGIT_9] = [0x2d, 0x2e, 0x30, 0x31, 0x39];
const LARGEST_FLOAT32 = 3.4028234663852886e38;

/** Fills the place of one column in every row; cells that do not fit are in the ledger. */
export function fillColumn(feeding: Feeding, batch: Batch, target: Target): void {
  const column = batch.columns[feeding.column.index];
  if (!column) throw new Error(`The batch has no column ${feeding.column.index}.`);
  const feed = cellFeeder(feeding);
  if (column.kind === 'tensor') fillTensor(feeding, column, feed, batch.rows, target);
  else if (column.kind === 'number' && !feeding.column.codes) fillNumbers(column, feed, target);
  else fillCells(feeding, column, feed, batch.rows, target);
}

/** Doubles into a tensor: the way of plain numeric files. */
function fillNumbers(column: Extract<Column, { kind: 'number' }>, feed: CellFeeder, target: Target): void {
  const { data, offset, stride } = target;
  if (data instanceof Float32Array || data instanceof Float64Array) {
    fillFloats(column.values, feed, data, target);
    return;
  }
  for (const [row, value] of column.values.entries()) {
    const asText = Array.isArray(data) || (isBigInts(data) && !Number.isSafeInteger(value));
    put(data, offset + row * stride, feed(asText ? column.text(row) : value, row));
  }
}

/** Only NaN, infinities and overflows leave the tight loop. */
function fillFloats(
  values: Float64Array,
  feed: CellFeeder,
  data: Float32Array | Float64Array,
  { offset, stride }: Target,
): void {
  const limit = plainLimit(data) ?? 0;
  for (let row = 0, at = offset; row < values.length; row++, at += stride) {
    const value = values[row] ?? NaN;
    if (value <= limit && value >= -limit) data[at] = value;
    else put(data, at, feed(value, row));
  }
}

function isBigInts(data: TensorData): boolean {
  return data instanceof BigInt64Array || data instanceof BigUint64Array;
}

function fillCells(feeding: Feeding, column: Column, feed: CellFeeder, rows: number, target: Target): void {
  const { data, offset, stride } = target;
  const width = feeding.column.width ?? 1;
  const limit = feeding.column.codes || feeding.plan.decimal === ',' || width > 1 ? undefined : plainLimit(data);
  for (let row = 0, at = offset; row < rows; row++, at += stride) {
    const cell = cellAt(column, row);
    const plain = limit === undefined ? NaN : plainNumber(cell);
    if (limit !== undefined && plain <= limit && plain >= -limit) store(data, at, plain);
    else if (isList(cell)) fillList(feeding, cell, row, feed, { data, offset: at, stride: width });
    else if (width === 1) put(data, at, feed(cell, row));
    else failWidth(feeding, row, 1, width);
  }
}

/** The largest number that goes into the tensor as it is; undefined where elements are no plain numbers. */
function plainLimit(data: TensorData): number | undefined {
  if (data instanceof Float32Array) return LARGEST_FLOAT32;
  return data instanceof Float64Array ? Number.MAX_VALUE : undefined;
}

/** The number of a cell that is one beyond doubt, as most are; NaN leaves it to the reader of cells. */
function plainNumber(cell: Value): number {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string') return NaN;
  const first = cell.charCodeAt(0);
  const startsPlainly =
    (first >= DIGIT_1 && first <= DIGIT_9) || ((first === MINUS || first === DIGIT_0) && isDecimalMark(cell, 1));
  return startsPlainly ? Number(cell) : NaN;
}

/** Whether a digit, a point or the end stands at `at`: `0x10` is a number for JavaScript alone. */
function isDecimalMark(cell: string, at: number): boolean {
  const code = cell.charCodeAt(at);
  return cell.length === at || code === POINT || (code >= DIGIT_0 && code <= DIGIT_9);
}

/** A list of a fixed number of values among other columns. */
function fillList(
  feeding: Feeding,
  cell: readonly unknown[],
  row: number,
  feed: CellFeeder,
  { data, offset, stride: width }: Target,
): void {
  const read = flatten(cell as never);
  const values = 'flat' in read ? read.flat.values : [];
  if (values.length !== width) {
    failWidth(feeding, row, values.length, width);
    return;
  }
  for (const [index, value] of values.entries()) put(data, offset + index, feed(value, row));
}

function failWidth({ column, input, ledger }: Feeding, row: number, found: number, wanted: number): void {
  const message = `Column '${column.name}' has ${found} values in ${ledger.place(row)} where ${wanted} are wanted (input '${input.name}').`;
  ledger.fail(row, column, input.name, { code: 'shape-mismatch', message });
}

function fillTensor(
  feeding: Feeding,
  column: Extract<Column, { kind: 'tensor' }>,
  feed: CellFeeder,
  rows: number,
  { data, offset, stride }: Target,
): void {
  const width = product(column.rowShape);
  const plain = column.dtype === feeding.input.dtype && !feeding.column.codes;
  if (plain && isFloat(column.dtype)) countNaN(feeding, column, rows, width);
  if (plain && stride === width) {
    copyInto(data, slice(column.values, 0, rows * width), 0);
    return;
  }
  for (let row = 0; row < rows; row++) {
    const at = offset + row * stride;
    if (plain) copyInto(data, slice(column.values, row * width, (row + 1) * width), at);
    else
      for (let index = 0; index < width; index++)
        put(data, at + index, feed(elementAt({ dtype: column.dtype, data: column.values }, row * width + index), row));
  }
}

/** NaN in a tensor of the file is a value: it is fed as it stands, and counted. */
function countNaN(
  { ledger, column, input }: Feeding,
  tensor: Extract<Column, { kind: 'tensor' }>,
  rows: number,
  width: number,
): void {
  const source = { dtype: tensor.dtype, data: tensor.values };
  for (let row = 0; row < rows; row++) {
    for (let index = row * width; index < (row + 1) * width; index++) {
      if (Number.isNaN(elementAt(source, index))) ledger.count('missing-as-nan', row, column, input.name);
    }
  }
}

function put(data: TensorData, at: number, value: number | bigint | string | undefined): void {
  if (value !== undefined) store(data, at, value);
}
