import type { Dtype } from '../../contract/dtype';
import type { TensorValue } from '../../contract/tensor';
import { float16Value } from '../../data/float16';
import type { TableHead } from '../../data/table';
import type { ColumnPlan, InputPlan, Stored } from '../binding-plan';
import { elementAt } from '../elements';
import { isFloat } from '../missing';
import { bracketed, pythonLiteral as literal, type PythonValue } from './literal';
import type { PythonCode } from './python-run';
import { columnKey, type TableForm } from './table-code';

type ColumnsInput = Extract<InputPlan, { kind: 'columns' }>;

const INDENT = '    ';

/** What an expression of a feed needs to know. */
interface Place {
  readonly code: PythonCode;
  readonly head: TableHead;
  readonly form: TableForm;
}

/** The expression of an input's tensor; its first axis counts rows, where columns or a repeated row feed it. */
export function feedExpression(place: Place, input: InputPlan): string {
  switch (input.kind) {
    case 'constant':
      return tensorLiteral(input.value);
    case 'scalar-column':
      return tensorLiteral(input.value);
    case 'repeated':
      return `np.repeat(${tensorLiteral(input.row)}[np.newaxis], rows, axis=0)`;
    case 'columns':
      return place.form === 'frame' ? fromFrame(place, input) : fromArrays(place, input);
  }
}

/** Whether rows of this input have shapes of their own, so that each runs alone. */
export function isRagged(input: InputPlan): boolean {
  return input.kind === 'columns' && input.rowShape.includes(null);
}

/** NumPy's name of a dtype; ONNX Runtime takes text as objects. */
function numpyType(dtype: Dtype): string {
  if (dtype === 'string') return 'object';
  return dtype === 'bool' ? 'np.bool_' : `np.${dtype}`;
}

function tensorLiteral(tensor: TensorValue): string {
  const values = Array.from({ length: tensor.data.length }, (_, index) => elementAt(tensor, index));
  const type = numpyType(tensor.dtype);
  if (tensor.dims.length === 0) return `np.array(${literal(values[0] ?? null)}, dtype=${type})`;
  const flat = `np.array(${literal(values, INDENT)}, dtype=${type})`;
  return tensor.dims.length === 1 ? flat : `${flat}.reshape(${literal(tensor.dims)})`;
}

function fromFrame(place: Place, input: ColumnsInput): string {
  const type = numpyType(input.dtype);
  const [first] = input.columns;
  if (isRagged(input)) return `[np.array(cell, dtype=${type}) for cell in ${series(place, input, first)}]`;
  if (first?.width === null)
    return reshaped(`np.array(${series(place, input, first)}.tolist(), dtype=${type})`, input.rowShape, true);
  const alike = input.columns.every(
    ({ width, codes, missing }) => width === 1 && !codes && literalOf(missing) === literalOf(first?.missing),
  );
  return reshaped(alike ? frameOf(place, input) : stacked(place, input), input.rowShape, false);
}

function literalOf(missing: ColumnPlan['missing'] | undefined): string {
  return missing?.kind === 'value' ? `${typeof missing.value} ${String(missing.value)}` : (missing?.kind ?? '');
}

/** Columns that need the same done to them, at once. */
function frameOf(place: Place, { columns, dtype }: ColumnsInput): string {
  const keys = columns.map(({ index }) => columnKey(place.head, index));
  const list = (items: readonly PythonValue[]): string => literal(items, INDENT);
  const picked = keys.every((key) => typeof key === 'string')
    ? `table[${list(keys)}]`
    : `table.iloc[:, ${list(columns.map(({ index }) => index))}]`;
  const [first] = columns;
  return `${filled(place, picked, first, dtype)}.to_numpy(dtype=${numpyType(dtype)})`;
}

/** Columns that each need something else. */
function stacked(place: Place, input: ColumnsInput): string {
  const columns = input.columns.map((column) => cellsOf(place, column, input.dtype));
  return `np.column_stack(${bracketed('[]', columns, INDENT)}).astype(${numpyType(input.dtype)})`;
}

function cellsOf(place: Place, column: ColumnPlan, dtype: Dtype): string {
  const picked = pick(place, column);
  if (column.width !== 1) return `np.array(${picked}.tolist())`;
  if (!column.codes) return filled(place, picked, column, dtype);
  place.code.helpers.add('encode');
  const categories = [...column.codes].toSorted(([, one], [, other]) => one - other).map(([value]) => value);
  const { missing } = column;
  const gap = missing.kind === 'nan' ? NaN : missing.kind === 'value' ? plain(missing.value, dtype) : undefined;
  return `encode(${[
    picked,
    literal(categories, INDENT),
    ...(gap === undefined ? [] : [`missing=${literal(gap)}`]),
    ...(column.takesNaN ? ['unknown=np.nan'] : []),
  ].join(', ')})`;
}

function series(place: Place, input: ColumnsInput, column: ColumnPlan | undefined): string {
  if (!column) throw new Error(`The input '${input.name}' has no columns.`);
  return pick(place, column);
}

function pick({ head }: Place, { index }: ColumnPlan): string {
  const key = columnKey(head, index);
  return typeof key === 'string' ? `table[${literal(key)}]` : `table.iloc[:, ${key}]`;
}

/** Cells with what is fed for missing ones. */
function filled({ code, head }: Place, picked: string, column: ColumnPlan | undefined, dtype: Dtype): string {
  const missing = column?.missing ?? { kind: 'error' };
  if (dtype === 'string') return filledText(code, head, picked, missing);
  const value =
    missing.kind === 'value' ? withValue(picked, literal(plain(missing.value, dtype)), dtype, head) : picked;
  if (dtype === 'bool') {
    code.helpers.add('truth');
    return `${value}.map(truth)`;
  }
  if (missing.kind !== 'error' || !isFloat(dtype)) return value;
  code.helpers.add('complete');
  return `complete(${value})`;
}

/** Truth values of a CSV are read as text, in which a missing cell is empty. */
function withValue(picked: string, value: string, dtype: Dtype, { format }: TableHead): string {
  return dtype === 'bool' && format === 'csv' ? `${picked}.replace("", ${value})` : `${picked}.fillna(${value})`;
}

/** In a CSV every cell is a text already, an empty one too. */
function filledText(code: PythonCode, head: TableHead, picked: string, missing: ColumnPlan['missing']): string {
  const isCsv = head.format === 'csv';
  if (missing.kind === 'value') {
    const value = literal(missing.value);
    return isCsv ? `${picked}.replace("", ${value})` : `${picked}.replace("", ${value}).fillna(${value}).astype(str)`;
  }
  if (missing.kind === 'empty-text' && isCsv) return picked;
  code.helpers.add('complete');
  return `complete(${picked}${missing.kind === 'error' ? '.replace("", None)' : ''}).astype(str)`;
}

/** An element of a tensor as the number or text that it stands for. */
function plain(value: Stored, dtype: Dtype): PythonValue {
  if (dtype === 'bool') return value === 1;
  return dtype === 'float16' && typeof value === 'number' ? float16Value(value) : value;
}

function fromArrays(place: Place, input: ColumnsInput): string {
  const parts = input.columns.map(({ index }) =>
    place.form === 'array' ? 'table' : `table[${literal(place.head.columns[index] ?? '')}]`,
  );
  const [first = 'table'] = parts;
  const joined =
    parts.length === 1
      ? first
      : `np.column_stack(${bracketed(
          '[]',
          parts.map((part) => `${part}.reshape(rows, -1)`),
          INDENT,
        )})`;
  const text = input.dtype === 'string' ? '.astype(str)' : '';
  return reshaped(`${joined}${text}.astype(${numpyType(input.dtype)})`, input.rowShape, true);
}

/** `rowShape` in front of which rows count; a table of columns has the shape [rows, columns] anyway. */
function reshaped(expression: string, rowShape: readonly (number | null)[], always: boolean): string {
  if (!always && rowShape.length === 1) return expression;
  return `${expression}.reshape(${['rows', ...rowShape.map(String)].join(', ')})`;
}
