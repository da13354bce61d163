import type { OutputColumn, RaggedOutput } from '../contract/predicted';
import type { TensorData, TensorValue } from '../contract/tensor';
import type { BoundBatch } from './bind';
import { allocate, copyInto, product, slice } from './elements';
import type { OutputPlan } from './output-meaning';

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
  const { name } = output;
  if (!first)
    return { kind: 'column', column: { name, dtype: 'float32', rowShape: [], data: allocate('float32', bound.rows) } };
  const shape = first.rowShape.join();
  const keys = output.keys ? { keys: output.keys.map(String) } : {};
  if (parts.some(({ rowShape }) => rowShape.join() !== shape))
    return { kind: 'ragged', ragged: { name, rows: raggedRows(bound, parts) } };
  const rowShape = output.keys ? first.rowShape : withoutSingle(first.rowShape);
  return {
    kind: 'column',
    column: { name, dtype: first.tensor.dtype, rowShape, data: joinData(bound, parts), ...keys },
  };
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

function joinData(bound: BoundBatch, parts: readonly Part[]): TensorData {
  const [only] = parts;
  const size = product(only?.rowShape ?? []);
  if (only && parts.length === 1 && !bound.fed && only.rows === bound.rows)
    return slice(only.tensor.data, 0, only.rows * size);
  const data = allocate(only?.tensor.dtype ?? 'float32', bound.rows * size);
  for (const part of parts) {
    if (!bound.fed) {
      copyInto(data, slice(part.tensor.data, 0, part.rows * size), part.start * size);
      continue;
    }
    for (let row = 0; row < part.rows; row++) {
      const index = bound.fed[part.start + row] ?? 0;
      copyInto(data, slice(part.tensor.data, row * size, (row + 1) * size), index * size);
    }
  }
  return data;
}

function raggedRows(bound: BoundBatch, parts: readonly Part[]): readonly TensorValue[] {
  const none: TensorValue = {
    dtype: parts[0]?.tensor.dtype ?? 'float32',
    dims: [0],
    data: allocate(parts[0]?.tensor.dtype ?? 'float32', 0),
  };
  const rows = Array.from({ length: bound.rows }, () => none);
  for (const { start, rows: count, rowShape, tensor } of parts) {
    const size = product(rowShape);
    for (let row = 0; row < count; row++) {
      const data = slice(tensor.data, row * size, (row + 1) * size);
      rows[bound.fed?.[start + row] ?? start + row] = { dtype: tensor.dtype, dims: rowShape, data };
    }
  }
  return rows;
}
