import type { Dtype } from '../contract/dtype';
import type { Issue } from '../contract/issue';
import type { ClassLabel } from '../contract/model';
import type { OutputColumn } from '../contract/predicted';
import { numberAt } from './elements';
import type { OutputMeaning } from './output-meaning';

/** Probabilities of a batch: flat [rows, width]. */
export interface Probabilities {
  readonly classes: readonly ClassLabel[];
  readonly width: number;
  readonly dtype: Dtype;
  readonly values: Float32Array | Float64Array;
  /** The outputs that hold them. */
  readonly from: readonly string[];
}

export interface ReadProbabilities {
  readonly probabilities?: Probabilities;
  readonly issues: readonly Issue[];
}

/** One probability per class and row. One column for two known classes is that of the second. */
export function readProbabilities(meaning: OutputMeaning, columns: readonly OutputColumn[]): ReadProbabilities {
  const source = meaning.probabilities;
  if (!source) return { issues: [] };
  const names = source.kind === 'tensor' ? [source.output.name] : source.outputs.map(({ name }) => name);
  const found = names.flatMap((name) => columns.find((column) => column.name === name) ?? []);
  const [first] = found;
  if (!first || found.length < names.length) return { issues: [] };
  return source.kind === 'columns' ? sideBySide(meaning, found, first) : fromTensor(meaning, first);
}

function fromTensor(meaning: OutputMeaning, column: OutputColumn): ReadProbabilities {
  const wide = column.rowShape.filter((dim) => dim !== 1);
  if (wide.length > 1) return { issues: [] };
  const width = wide[0] ?? 1;
  const known = meaning.classes;
  if (width === 1 && known?.length === 2 && !column.keys)
    return { probabilities: secondOfTwo(column, known), issues: [] };
  if (known && known.length !== width) return { issues: [countsDiffer(column, width, known)] };
  if (!known && width === 1) return { issues: [] };
  const classes = known ?? Array.from({ length: width }, (_, index) => index);
  return {
    probabilities: { classes, width, dtype: column.dtype, values: floats(column), from: [column.name] },
    issues: [],
  };
}

function secondOfTwo(column: OutputColumn, classes: readonly ClassLabel[]): Probabilities {
  const second = floats(column);
  const values = roomLike(second, second.length * 2);
  for (let row = 0; row < second.length; row++) {
    const value = second[row] ?? NaN;
    values[2 * row] = 1 - value;
    values[2 * row + 1] = value;
  }
  return { classes, width: 2, dtype: column.dtype, values, from: [column.name] };
}

function sideBySide(meaning: OutputMeaning, columns: readonly OutputColumn[], first: OutputColumn): ReadProbabilities {
  const width = columns.length;
  if (columns.some(({ rowShape }) => rowShape.length > 0)) return { issues: [] };
  const all = columns.map(floats);
  const rows = all[0]?.length ?? 0;
  const values = roomLike(all[0] ?? new Float32Array(0), rows * width);
  for (const [index, column] of all.entries())
    for (let row = 0; row < rows; row++) values[row * width + index] = column[row] ?? NaN;
  const known = meaning.classes;
  const classes = known?.length === width ? known : columns.map(({ name }) => name.slice(1));
  return {
    probabilities: { classes, width, dtype: first.dtype, values, from: columns.map(({ name }) => name) },
    issues: [],
  };
}

function floats(column: OutputColumn): Float32Array | Float64Array {
  const { data } = column;
  if (data instanceof Float32Array || data instanceof Float64Array) return data;
  return Float32Array.from({ length: data.length }, (_, index) => numberAt(column, index));
}

function roomLike(values: Float32Array | Float64Array, length: number): Float32Array | Float64Array {
  return values instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}

function countsDiffer({ name }: OutputColumn, width: number, classes: readonly ClassLabel[]): Issue {
  return {
    severity: 'warning',
    code: 'class-count',
    message: `The output '${name}' has ${width} values a row, but there are ${classes.length} classes: its values are shown as plain numbers.`,
  };
}
