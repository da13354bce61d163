import { dataError } from './fail';
import { memoryTable } from './memory';
import type { NamedTensor } from '../contract/tensor';
import type { Column, DataFormat, TableSource, Value } from './table';

/** A tensor of a file, or one whose elements are not all there. */
export interface FileTensor extends NamedTensor {
  /** Row-major elements as the file has them, where some are null: `data` then lacks those. */
  readonly gaps?: readonly Value[];
}

/** What is said of the file the tensors come from. */
export interface TensorFile {
  readonly file: string;
  readonly format: DataFormat;
  readonly shape?: string;
}

/**
 * A table whose columns are named tensors with a common number of rows. Tensors without a row axis, and those of one
 * row beside longer ones, become constants. Throws WorkbenchError `rows-differ` naming two tensors that do not fit.
 */
export function tensorTable(tensors: readonly FileTensor[], from: TensorFile): TableSource {
  const longest = longestOf(tensors);
  const rows = longest?.dims[0] ?? 1;
  if (rows === 0)
    throw dataError({
      code: 'no-rows',
      message: `${from.file} has no rows: there is nothing to predict.`,
      file: from.file,
    });
  const columns = tensors.filter((tensor) => tensor.dims[0] === rows);
  const constants = tensors.filter((tensor) => tensor.dims[0] !== rows);
  for (const constant of constants)
    if (constant.dims.length > 0 && constant.dims[0] !== 1) throw rowsDiffer(constant, longest, from.file);
  const head = {
    format: from.format,
    ...(from.shape === undefined ? {} : { shape: from.shape }),
    columns: columns.map(({ name }) => name),
    named: columns.every(({ name }) => name !== ''),
    constants: constants.map(({ name, dtype, dims, data }) => ({ name, dtype, dims, data })),
    issues: [],
  };
  return memoryTable(head, columns.map(columnOf), rows);
}

function longestOf(tensors: readonly FileTensor[]): FileTensor | undefined {
  return tensors.reduce<FileTensor | undefined>(
    (longest, tensor) => ((tensor.dims[0] ?? -1) > (longest?.dims[0] ?? -1) ? tensor : longest),
    undefined,
  );
}

function rowsDiffer(tensor: FileTensor, longest: FileTensor | undefined, file: string): Error {
  const message = `Tensors of ${file} differ in their number of rows: '${longest?.name ?? ''}' has ${longest?.dims[0] ?? 0}, '${tensor.name}' has ${tensor.dims[0] ?? 0}.`;
  return dataError({ code: 'rows-differ', message, file, input: tensor.name });
}

function columnOf(tensor: FileTensor): Column {
  const [rows = 0, ...rowShape] = tensor.dims;
  if (tensor.gaps === undefined) return { kind: 'tensor', dtype: tensor.dtype, rowShape, values: tensor.data };
  const { gaps } = tensor;
  const size = rowShape.reduce((product, dim) => product * dim, 1);
  const scalar = rowShape.every((dim) => dim === 1);
  return {
    kind: 'value',
    values: Array.from({ length: rows }, (_, row) => (scalar ? gaps[row] : nest(gaps, row * size, rowShape))),
  };
}

function nest(values: readonly Value[], start: number, shape: readonly number[]): Value {
  const [length, ...inner] = shape;
  if (length === undefined) return values[start];
  const size = inner.reduce((product, dim) => product * dim, 1);
  return Array.from({ length }, (_, index) => nest(values, start + index * size, inner));
}
