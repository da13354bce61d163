import type { Dtype } from '../contract/dtype';
import type { OutputColumn, RaggedOutput } from '../contract/predicted';
import type { TensorData, TensorValue } from '../contract/tensor';
import type { BoundBatch } from './bind';
import { allocate, copyInto, product, slice } from './elements';
import type { OutputPlan } from './output-plan';

/** What the runtime answered for consecutive rows among those fed; the engine may have divided a run further. */
export interface RunOutputs {
  readonly start: number;
  readonly rows: number;
  readonly outputs: ReadonlyMap<string, TensorValue>;
}

/** One output of a batch, put together from its runs. */
export type Joined =
  | { readonly kind: 'column'; readonly column: OutputColumn }
  | { readonly kind: 'ragged'; readonly ragged: RaggedOutput }
  | { readonly kind: 'whole'; readonly values: readonly TensorValue[] };

interface Part {
  /** Positions among the rows fed. */
  readonly start: number;
  readonly rows: number;
  readonly rowShape: readonly number[];
  readonly tensor: TensorValue;
}

/** Joins an output of several runs into rows, where it has a row for each; shapes come from the run, declared ones lie. */
export function joinOutput(output: OutputPlan, bound: BoundBatch, answers: readonly RunOutputs[]): Joined {
  const parts = answers.flatMap((answer) => partOf(output, bound, answer) ?? []);
  const tensors = answers.flatMap(({ outputs }) => outputs.get(output.fetch) ?? []);
  if (parts.length < tensors.length) return { kind: 'whole', values: tensors };
  const [first] = parts;
  const { name, keys } = output;
  const named = keys ? { keys: keys.map(String) } : {};
  if (!first) return { kind: 'column', column: { name, ...output.empty, data: room(output.empty, bound), ...named } };
  const shape = first.rowShape.join();
  if (parts.some(({ rowShape }) => rowShape.join() !== shape)) {
    return { kind: 'ragged', ragged: { name, rows: raggedRows(bound, parts, first.tensor.dtype) } };
  }
  const { dtype } = first.tensor;
  const rowShape = keys ? first.rowShape : withoutSingle(first.rowShape);
  const answered = rowShape === first.rowShape ? {} : { answeredShape: first.rowShape };
  return {
    kind: 'column',
    column: { name, dtype, rowShape, ...answered, data: joinData(bound, parts, first), ...named },
  };
}

function room(
  { dtype, rowShape }: { readonly dtype: Dtype; readonly rowShape: readonly number[] },
  { rows }: BoundBatch,
): TensorData {
  return allocate(dtype, rows * product(rowShape));
}

/** [N,1] gives one value a row, as [N] does. */
function withoutSingle(rowShape: readonly number[]): readonly number[] {
  return rowShape.length === 1 && rowShape[0] === 1 ? [] : rowShape;
}

/** The rows that a tensor holds, or undefined where it has none. */
function partOf(output: OutputPlan, { mode }: BoundBatch, { start, rows, outputs }: RunOutputs): Part | undefined {
  const tensor = outputs.get(output.fetch);
  if (!tensor) return undefined;
  const [first, ...rowShape] = tensor.dims;
  const fits = first === rows || (mode.kind === 'fixed' && first === mode.rows);
  const declaredOtherwise = output.declaredFirst !== undefined && output.declaredFirst !== rows;
  if (fits && (output.rowAxis || declaredOtherwise)) return { start, rows, rowShape, tensor };
  return mode.kind === 'row-by-row' && rows === 1 ? { start, rows, rowShape: tensor.dims, tensor } : undefined;
}

function joinData(bound: BoundBatch, parts: readonly Part[], first: Part): TensorData {
  const size = product(first.rowShape);
  if (parts.length === 1 && !bound.fed && first.rows === bound.rows)
    return slice(first.tensor.data, 0, first.rows * size);
  const data = allocate(first.tensor.dtype, bound.rows * size);
  for (const { start, rows, tensor } of parts) {
    if (!bound.fed) copyInto(data, slice(tensor.data, 0, rows * size), start * size);
    else
      for (let row = 0; row < rows; row++)
        copyInto(data, rowOf(tensor, row, size), (bound.fed[start + row] ?? 0) * size);
  }
  return data;
}

function rowOf({ data }: TensorValue, row: number, size: number): TensorData {
  return slice(data, row * size, (row + 1) * size);
}

function raggedRows(bound: BoundBatch, parts: readonly Part[], dtype: Dtype): readonly TensorValue[] {
  const none: TensorValue = { dtype, dims: [0], data: allocate(dtype, 0) };
  const rows = Array.from({ length: bound.rows }, () => none);
  for (const { start, rows: count, rowShape, tensor } of parts) {
    for (let row = 0; row < count; row++) {
      const index = bound.fed?.[start + row] ?? start + row;
      rows[index] = { dtype, dims: rowShape, data: rowOf(tensor, row, product(rowShape)) };
    }
  }
  return rows;
}
