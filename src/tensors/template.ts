import type { ExpectedColumn, ExpectedInput } from '../contract/expected';
import { WorkbenchError } from '../contract/issue';
import type { GeneratedColumn } from '../data/generate';

/** Size of a free dimension in made-up data that nobody looks at. */
const FREE_SIZE = 1;
/** In a template, where it has to be seen that a list is wanted. */
const SHOWN_FREE_SIZE = 3;
/** Spreadsheets end at 16,384 columns. */
const MOST_COLUMNS = 16_384;

/**
 * The columns of a table that would feed the model: the names that it or its neighbours give, else one column per input,
 * or `name_0 ...` for a flat row.
 */
export function templateColumns(inputs: readonly ExpectedInput[]): readonly GeneratedColumn[] {
  return unique(
    columnsOf(inputs).map(({ column, named }) => {
      const flat = named && column.cellShape.length < 2;
      return flat ? numbered(column, FREE_SIZE) : [generated(column, FREE_SIZE)];
    }),
  );
}

/** The columns of a JSON template: rows of several values are lists. */
export function nestedColumns(inputs: readonly ExpectedInput[]): readonly GeneratedColumn[] {
  return unique(columnsOf(inputs).map(({ column }) => [generated(column, SHOWN_FREE_SIZE)]));
}

/**
 * The columns of a CSV template: every cell has one value. Throws WorkbenchError (`usage`) where a CSV cannot hold the
 * rows: sizes that nobody gave, too many values, a list in a column of another name.
 */
export function flatColumns(inputs: readonly ExpectedInput[]): readonly GeneratedColumn[] {
  return unique(
    columnsOf(inputs).map(({ column, named, input }) => {
      const free = column.cellShape.filter((size) => size === null).length;
      const values = column.cellShape.reduce<number>((all, size) => all * (size ?? SHOWN_FREE_SIZE), 1);
      if (free > 1) throw needsJson(`The input '${input}' has rows of ${free} free sizes`);
      if (values > MOST_COLUMNS) throw needsJson(`A row of the input '${input}' has ${values} values`);
      if (!named && column.cellShape.length > 0) throw needsJson(`The column '${column.name}' holds lists`);
      return numbered(column, SHOWN_FREE_SIZE);
    }),
  );
}

interface OwnedColumn {
  readonly input: string;
  readonly column: ExpectedColumn;
  /** It has the input's own name. */
  readonly named: boolean;
}

function columnsOf(inputs: readonly ExpectedInput[]): readonly OwnedColumn[] {
  return inputs.flatMap(({ input, source, columns }) =>
    columns.map((column) => ({ input, column, named: source === 'name' })),
  );
}

function numbered(column: ExpectedColumn, freeSize: number): readonly GeneratedColumn[] {
  const width = column.cellShape.reduce<number>((all, size) => all * (size ?? freeSize), 1);
  const one = generated({ ...column, cellShape: [] }, freeSize);
  if (width === 1) return [one];
  return Array.from({ length: width }, (_, index) => ({ ...one, name: `${column.name}_${index}` }));
}

function generated({ name, dtype, cellShape, categories, same }: ExpectedColumn, freeSize: number): GeneratedColumn {
  return {
    name,
    dtype,
    rowShape: cellShape.map((size) => size ?? freeSize),
    ...(categories && { values: categories }),
    ...(same && { same }),
  };
}

/** A column that feeds two inputs stands once. */
function unique(columns: readonly (readonly GeneratedColumn[])[]): readonly GeneratedColumn[] {
  const byName = new Map<string, GeneratedColumn>();
  for (const column of columns.flat()) if (!byName.has(column.name)) byName.set(column.name, column);
  return [...byName.values()];
}

function needsJson(why: string): WorkbenchError {
  return new WorkbenchError('usage', {
    code: 'template-needs-json',
    message: `${why}, which a CSV file cannot show: take the JSON template, or give the sizes as "dims" in the settings beside the model.`,
  });
}
