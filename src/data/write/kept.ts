import { WorkbenchError } from '../../contract/issue';
import type { Dtype } from '../../contract/dtype';
import type { CellValue, Keep } from '../../contract/predict';
import type { Batch, Column, TableHead, Value } from '../table';
import { bigintValue } from './element';
import { shortestFloat32 } from './float32';
import { cellTypeOf, tensorCells, valueCells, type Cells, type CellType } from './cells';

/** A column of the input as it stands in the output. */
export interface KeptField {
  readonly name: string;
  readonly type: CellType;
  cells(batch: Batch): Cells;
}

type Decimal = '.' | ',';

/** Wider tensors are written as one cell of JSON text. */
const MOST_ELEMENT_COLUMNS = 4096;
const PLAIN_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const WHOLE_NUMBER = /^[+-]?\d+(?:\.0*)?$/;
const LEADING_ZERO = /^[+-]?0\d/;

/**
 * Positions of the columns that `--keep` names, in file order.
 * Throws WorkbenchError of kind `usage` for a name that the data does not have, and for `id` without an id.
 */
export function keptPositions(keep: Keep, head: TableHead, id: string | undefined): readonly number[] {
  const all = head.columns.map((_, position) => position);
  if (keep === 'all') return all;
  if (keep === 'none') return [];
  if (keep === 'id' && id === undefined)
    throw new WorkbenchError('usage', {
      code: 'keep-id-unknown',
      message: `--keep id: the settings beside the model name no id column. Name one there ("id"), or list columns: --keep a,b.`,
    });
  const wanted = keep === 'id' ? [id ?? ''] : keep;
  for (const name of wanted) {
    if (!head.columns.includes(name))
      throw new WorkbenchError('usage', {
        code: 'keep-column-unknown',
        column: name,
        message: `--keep names the column '${name}', which the data does not have; its columns are ${head.columns.join(', ')}.`,
      });
  }
  return all.filter((position) => wanted.includes(head.columns[position] ?? ''));
}

/** The kept columns, with the types that the format declares, else those that the first batch shows. */
export function keptFields(
  head: TableHead,
  positions: readonly number[],
  first: Batch | undefined,
): readonly KeptField[] {
  const { decimal = '.' } = head;
  return positions.flatMap((position) => {
    const name = nameOf(head, position);
    const column = first?.columns[position];
    if (column?.kind === 'tensor') return tensorFields(name, head.columns.length, column, position);
    const declared = head.dtypes?.[position];
    if (declared)
      return [
        { name, type: cellTypeOf(declared), cells: (batch: Batch) => declaredCells(batch.columns[position], declared) },
      ];
    const type = column ? typeOf(column, decimal) : 'string';
    return [{ name, type, cells: (batch: Batch) => cellsOf(batch.columns[position], type, decimal) }];
  });
}

function nameOf(head: TableHead, position: number): string {
  const name = head.columns[position] ?? '';
  return name === '' && !head.named ? `column_${position}` : name;
}

function tensorFields(
  name: string,
  columns: number,
  first: Column & { kind: 'tensor' },
  position: number,
): readonly KeptField[] {
  const size = first.rowShape.reduce((product, length) => product * length, 1);
  const element = (offset: number) => (batch: Batch) => {
    const column = batch.columns[position];
    return column?.kind === 'tensor' ? tensorCells(column.dtype, column.values, size, offset) : cellsOf(column, 'json');
  };
  if (size === 1) return [{ name, type: cellTypeOf(first.dtype), cells: element(0) }];
  if (size > MOST_ELEMENT_COLUMNS)
    return [{ name, type: 'json', cells: (batch) => rowCells(batch.columns[position], size) }];
  const prefix = columns === 1 && name === 'column_0' ? 'column' : name;
  return Array.from({ length: size }, (_, offset) => ({
    name: `${prefix}_${offset}`,
    type: cellTypeOf(first.dtype),
    cells: element(offset),
  }));
}

function rowCells(column: Column | undefined, size: number): Cells {
  if (column?.kind !== 'tensor') return cellsOf(column, 'json');
  const cells = tensorCells(column.dtype, column.values, 1, 0);
  return valueCells((index) => Array.from({ length: size }, (_, offset) => cells.value(index * size + offset)));
}

function cellsOf(column: Column | undefined, type: CellType, decimal: Decimal = '.'): Cells {
  if (column === undefined) return valueCells(() => null);
  switch (column.kind) {
    case 'text':
      return valueCells(
        (row) => typedText(column.values[row] ?? '', type, decimal),
        (row) => column.values[row] ?? '',
      );
    case 'number':
      return valueCells((row) => numberCell(column.values[row] ?? NaN, column.text(row), type), column.text);
    case 'value':
      return valueCells((row) => cellValue(column.values[row]));
    case 'tensor':
      return tensorCells(column.dtype, column.values, 1, 0);
  }
}

/** Cells of a typed file; the text of a float is the shortest that gives it again. */
function declaredCells(column: Column | undefined, declared: Dtype): Cells {
  if (column?.kind !== 'number') return cellsOf(column, 'json');
  return valueCells((row) => {
    const value = column.values[row] ?? NaN;
    // A zero has no sign in text.
    if (Number.isFinite(value)) return declared === 'float32' ? shortestFloat32(value) + 0 : value + 0;
    const text = column.text(row);
    return text === '' ? null : text;
  }, column.text);
}

/** A cell of a column whose first rows were numbers is a number where it can be, else its text. */
function typedText(text: string, type: CellType, decimal: Decimal): CellValue {
  if (type !== 'float64') return text;
  if (text === '') return null;
  return isSafe(text, decimal) ? Number(withPoint(text, decimal)) : text;
}

function numberCell(value: number, text: string, type: CellType): CellValue {
  if (type !== 'float64') return text;
  if (Number.isNaN(value)) return text === '' ? null : text;
  return isExact(value, text) ? value : text;
}

function isSafe(text: string, decimal: Decimal): boolean {
  const number = withPoint(text, decimal);
  return PLAIN_NUMBER.test(number) && isExact(Number(number), number);
}

function withPoint(text: string, decimal: Decimal): string {
  return decimal === ',' ? text.replace(',', '.') : text;
}

function isExact(value: number, text: string): boolean {
  const keepsDigits = Math.abs(value) <= Number.MAX_SAFE_INTEGER || !WHOLE_NUMBER.test(text);
  return Number.isFinite(value) && keepsDigits && !LEADING_ZERO.test(text);
}

function typeOf(column: Exclude<Column, { kind: 'tensor' }>, decimal: Decimal): CellType {
  if (column.kind === 'value') return typeOfValues(column.values);
  if (column.kind === 'text') {
    const numbers = column.values.every((text) => text === '' || isSafe(text, decimal));
    return numbers && column.values.some((text) => text !== '') ? 'float64' : 'string';
  }
  const exact = column.values.every((value, row) => Number.isNaN(value) || isExact(value, column.text(row)));
  return exact ? 'float64' : 'string';
}

function typeOfValues(values: readonly Value[]): CellType {
  const present = values.filter((value) => value !== null && value !== undefined);
  const kinds = new Set(present.map((value) => typeof value));
  const only = kinds.size === 1 ? [...kinds][0] : undefined;
  if (only === 'bigint') return 'int64';
  if (only === 'number') return 'float64';
  if (only === 'boolean') return 'boolean';
  if (only === 'string') return 'string';
  const whole = present.every((value) => typeof value === 'bigint' || Number.isSafeInteger(value));
  return whole && present.length > 0 ? 'int64' : 'json';
}

function cellValue(value: Value): CellValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return bigintValue(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map(cellValue);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cellValue(inner)]));
}

function isList(value: object): value is readonly Value[] {
  return Array.isArray(value);
}
