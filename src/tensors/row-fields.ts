import type { ExpectedColumn, ExpectedInput, RowField } from '../contract/expected';
import { madeUpValues } from '../data/template-text';
import type { Value } from '../data/table';
import { flatColumns, nestedColumns } from './template';

/** Rows without names of up to so many values have a field for each. */
const MOST_UNNAMED_FIELDS = 16;
/** More named columns than this are one list: nobody fills so many fields in. */
const MOST_FIELDS = 200;
/** Values that are made up in all: a picture of 224 x 224 has fewer, and a model may ask for any size. */
const MOST_MADE_UP = 200_000;

/**
 * A field for each value that somebody would type, filled with the cells of `row` (input -> cells of its columns, in
 * order), else with made-up values.
 */
export async function rowFields(
  inputs: readonly ExpectedInput[],
  row: ReadonlyMap<string, readonly Value[]>,
): Promise<readonly RowField[]> {
  const fields: RowField[] = [];
  let left = MOST_MADE_UP;
  for (const input of inputs) {
    const size = valuesOf(input);
    fields.push(...(await inputFields(input, row.get(input.input) ?? [], size <= left)));
    if (size <= left) left -= size;
  }
  return fields;
}

function valuesOf({ columns }: ExpectedInput): number {
  return columns.reduce((all, { cellShape }) => all + cellShape.reduce<number>((size, dim) => size * (dim ?? 1), 1), 0);
}

async function inputFields(
  input: ExpectedInput,
  cells: readonly Value[],
  mayBeMadeUp: boolean,
): Promise<readonly RowField[]> {
  if (input.source === 'constant') return [];
  if (input.source === 'value') {
    return [{ input: input.input, column: input.input, dtype: input.dtype, kind: 'value', value: '' }];
  }
  const shown = shape(input);
  const madeUp = mayBeMadeUp ? await madeUpValues(nestedColumns([shown])) : new Map<string, string>();
  const found = matching(shown, cells);
  return shown.columns.map((column, index) => field(shown, column, found?.[index], madeUp.get(column.name) ?? ''));
}

/** The input with the columns that the form has. */
function shape(input: ExpectedInput): ExpectedInput {
  const { columns } = input;
  const [only] = columns;
  if (columns.length > MOST_FIELDS) {
    return { ...input, columns: [{ name: input.input, dtype: input.dtype, cellShape: [columns.length] }] };
  }
  if (input.source !== 'name' || !only || columns.length !== 1) return input;
  const [width, ...others] = only.cellShape;
  if (typeof width !== 'number' || width > MOST_UNNAMED_FIELDS || others.length > 0) return input;
  const flat = flatColumns([input]).map(({ name }) => ({ name, dtype: input.dtype, cellShape: [] }));
  return { ...input, columns: flat };
}

/** The cells as the form divides them: one a field, or all in one list. */
function matching({ columns }: ExpectedInput, cells: readonly Value[]): readonly Value[] | undefined {
  if (cells.length === 0) return undefined;
  if (columns.length === cells.length) return cells;
  const [only] = columns;
  if (columns.length === 1 && only?.cellShape.length === 1) return [cells];
  const [list] = cells;
  return cells.length === 1 && Array.isArray(list) && list.length === columns.length ? list : undefined;
}

function field(input: ExpectedInput, column: ExpectedColumn, cell: Value, madeUp: string): RowField {
  const { name, dtype, categories } = column;
  const about = { input: input.input, column: name, dtype, value: cell === undefined ? madeUp : textOf(cell) };
  if (column.cellShape.length > 0) return { ...about, kind: 'list' };
  if (categories) return { ...about, kind: 'choice', choices: categories };
  if (dtype === 'string') return { ...about, kind: 'text' };
  return { ...about, kind: dtype === 'bool' ? 'boolean' : 'number' };
}

function textOf(cell: Value): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'object') return String(cell);
  return JSON.stringify(cell, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}
