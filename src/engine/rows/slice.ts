import { WorkbenchError } from '../../contract/issue';
import type { CellValue } from '../../contract/predict';
import type { Slice, SliceRequest } from '../../contract/rows';
import type { TensorValue } from '../../contract/tensor';
import { valueReader } from '../../data/write/element';
import { decodeStored } from '../../log/rows/decode';
import type { StoredBatch } from '../../log/rows/stored';
import { spanOf, type Result } from './result';
import { wholeTensor } from './whole';

const MOST_SHOWN = 200;

/**
 * A plane of one output of one row. A value of one axis is a plane of one line, a single value one of one cell; both axes
 * are then 0. Throws WorkbenchError where there is no such row, output or index.
 */
export async function readSlice(result: Result, request: SliceRequest): Promise<Slice> {
  const tensor = await tensorOf(result, request);
  const shape = tensor.dims;
  const axes = request.axes ?? [Math.max(0, shape.length - 2), Math.max(0, shape.length - 1)];
  checkAxes(axes, shape);
  const others = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const at = others.map((axis, position) => indexAt(request.at[position] ?? 0, axis, shape));
  const strides = stridesOf(shape);
  const base = others.reduce((sum, axis, position) => sum + (at[position] ?? 0) * (strides[axis] ?? 0), 0);
  return { dtype: tensor.dtype, shape, axes, at, ...planeOf(tensor, { axes, base, strides }) };
}

async function tensorOf(result: Result, { row, output }: SliceRequest): Promise<TensorValue> {
  const found = row === undefined ? await wholeTensor(result, output) : await rowTensor(result, row, output);
  if (found) return found;
  const where = row === undefined ? 'This run has no output' : 'The rows of this run have no output';
  throw new WorkbenchError('usage', {
    code: 'row-column-unknown',
    message: `${where} '${output}'${row === undefined ? ' without a row axis' : ''}.`,
  });
}

async function rowTensor(result: Result, row: number, output: string): Promise<TensorValue | undefined> {
  const { predicted } = decodeStored(await openRow(result, row));
  if (predicted.failed.has(row)) throw outside(`Row ${row} has no prediction.`);
  const column = predicted.outputs.find(({ name }) => name === output);
  if (column) return { dtype: column.dtype, dims: column.rowShape, data: column.data };
  return predicted.ragged?.find(({ name }) => name === output)?.rows[0];
}

async function openRow(result: Result, row: number): Promise<StoredBatch> {
  const span = result.spans[spanOf(result.spans, row)];
  if (!span || !Number.isInteger(row) || row < span.start || row >= span.start + span.rows) {
    throw outside(`There is no row ${row}: the rows go from 0 to ${result.rows - 1}.`);
  }
  return (await result.open(span)).cut(row - span.start, 1);
}

function checkAxes(axes: readonly [number, number], shape: readonly number[]): void {
  const few = shape.length < 2;
  const valid = few
    ? axes.every((axis) => axis === 0)
    : axes[0] !== axes[1] && axes.every((axis) => Number.isInteger(axis) && axis >= 0 && axis < shape.length);
  if (!valid) throw outside(`A value of shape [${shape.join(', ')}] has no plane of axes ${axes.join(' and ')}.`);
}

function indexAt(index: number, axis: number, shape: readonly number[]): number {
  const size = shape[axis] ?? 0;
  if (Number.isInteger(index) && index >= 0 && (index < size || (size === 0 && index === 0))) return index;
  throw outside(`There is no index ${index} on axis ${axis} of a value of shape [${shape.join(', ')}].`);
}

function outside(message: string): WorkbenchError {
  return new WorkbenchError('usage', { code: 'slice-out-of-range', message });
}

/** Distance of neighbours along each axis, in elements. */
function stridesOf(shape: readonly number[]): readonly number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
}

interface Plane {
  readonly axes: readonly [number, number];
  readonly base: number;
  readonly strides: readonly number[];
}

function planeOf(
  { dtype, dims, data }: TensorValue,
  { axes, base, strides }: Plane,
): Pick<Slice, 'values' | 'truncated'> {
  const [down, across] = axes;
  const rows = dims.length < 2 ? 1 : (dims[down] ?? 0);
  const columns = dims.length === 0 ? 1 : (dims[across] ?? 0);
  const read: (index: number) => CellValue = valueReader(dtype, data);
  const rowStride = dims.length < 2 ? 0 : (strides[down] ?? 0);
  const values = Array.from({ length: Math.min(MOST_SHOWN, rows) }, (_, row) =>
    Array.from({ length: Math.min(MOST_SHOWN, columns) }, (__, column) =>
      read(base + row * rowStride + column * (strides[across] ?? 0)),
    ),
  );
  return { values, truncated: rows > MOST_SHOWN || columns > MOST_SHOWN };
}
