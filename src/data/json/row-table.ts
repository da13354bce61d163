import { dataError, placeOf } from '../fail';
import { describeRagged, firstRagged, isList, isObject, nestedShape } from './nested';
import type { Issue } from '../../contract/issue';
import type { Batch, DataFormat, TableHead, TableSource, Value } from '../table';

/** A row of JSON: a record, a list of values, or a value that is the row. */
export interface JsonRow {
  readonly value: Value;
  /** 1-based line on which the row begins, where it is known. */
  readonly line?: number;
}

/** Rows as they come; `next` gives undefined at the end. */
export interface JsonRows {
  next(): Promise<readonly JsonRow[] | undefined>;
  close(): Promise<void>;
}

/** How the table is to be named. */
export interface JsonTitle {
  readonly file: string;
  readonly format: DataFormat;
  readonly shape: string;
  /** Names for rows that are lists (`dataframe_split`). */
  readonly names?: readonly string[];
  readonly issues?: readonly Issue[];
}

/** What the columns are is decided on so many rows. */
const DECIDING_ROWS = 10_000;
/** A table has a cell for each key in each record, however few of them a record has. */
const MOST_CELLS = 1 << 26;

/**
 * A table of JSON rows. Records: one column per key, in the order in which the first rows show them. Lists of equal
 * length: one unnamed column per position. Other lists: one unnamed column of nested lists.
 * Throws WorkbenchError of kind `data` where there is no row or no column.
 */
export async function rowTable(rows: JsonRows, title: JsonTitle): Promise<TableSource> {
  const first: JsonRow[] = [];
  for (let more = await rows.next(); more !== undefined; more = await rows.next()) {
    for (const row of more) first.push(row);
    if (first.length >= DECIDING_ROWS) break;
  }
  const layout = layoutOf(first.slice(0, DECIDING_ROWS), title);
  const head: TableHead = {
    format: title.format,
    shape: title.shape,
    columns: layout.names,
    named: layout.named,
    constants: [],
    issues: title.issues ?? [],
  };
  return {
    head,
    batches: (batchRows) => rowBatches(first, rows, layout, title, batchRows),
    close: () => rows.close(),
  };
}

/** Rows that are all in memory. */
export function rowsInMemory(values: readonly Value[]): JsonRows {
  let left: readonly JsonRow[] | undefined = values.map((value) => ({ value }));
  return {
    next: () => {
      const taken = left;
      left = undefined;
      return Promise.resolve(taken);
    },
    close: () => Promise.resolve(),
  };
}

interface Layout {
  readonly kind: 'records' | 'lists' | 'whole';
  readonly names: readonly string[];
  readonly named: boolean;
  /** How many rows decided. */
  readonly decided: number;
}

function layoutOf(rows: readonly JsonRow[], title: JsonTitle): Layout {
  const [first] = rows;
  if (first === undefined)
    throw dataError({
      code: 'no-rows',
      message: `${title.file} has no rows: there is nothing to predict.`,
      file: title.file,
    });
  const decided = rows.length;
  if (title.names !== undefined) return { kind: 'lists', names: title.names, named: true, decided };
  if (isObject(first.value)) return { kind: 'records', names: keysOf(rows, title.file), named: true, decided };
  const length = isList(first.value) ? first.value.length : 0;
  const even = rows.every(
    ({ value }) => !isList(value) || (value.length === length && !value.some((cell) => isList(cell))),
  );
  if (length > 0 && even) return { kind: 'lists', names: new Array<string>(length).fill(''), named: false, decided };
  return { kind: 'whole', names: [''], named: false, decided };
}

function keysOf(rows: readonly JsonRow[], file: string): string[] {
  const keys = new Set<string>();
  for (const { value } of rows) if (isObject(value)) for (const key of Object.keys(value)) keys.add(key);
  if (keys.size === 0)
    throw dataError({ code: 'no-columns', message: `The records of ${file} are empty: they have no keys.`, file });
  if (keys.size * rows.length > MOST_CELLS) {
    const message = `The first ${rows.length} records of ${file} have ${keys.size} different keys, more than make a table: a record has the columns of all.`;
    throw dataError({ code: 'too-large', message, file });
  }
  return [...keys];
}

async function* rowBatches(
  first: JsonRow[],
  rows: JsonRows,
  layout: Layout,
  title: JsonTitle,
  batchRows: number,
): AsyncGenerator<Batch> {
  const seen = new Set(layout.names);
  const pending = first;
  let start = 0;
  let ended = false;
  try {
    for (;;) {
      while (!ended && pending.length < batchRows) {
        const more = await rows.next();
        ended = more === undefined;
        for (const row of more ?? []) pending.push(row);
      }
      if (pending.length === 0) return;
      const taken = pending.splice(0, batchRows);
      yield batchOf(taken, start, layout, title, seen);
      start += taken.length;
    }
  } finally {
    await rows.close();
  }
}

function batchOf(rows: readonly JsonRow[], start: number, layout: Layout, title: JsonTitle, seen: Set<string>): Batch {
  const issues = rows.flatMap((row, index) => issuesOf(row, start + index, layout, title, seen));
  return {
    start,
    rows: rows.length,
    columns: layout.names.map((name, column) => ({
      kind: 'value',
      values: rows.map(({ value }) => cellOf(value, name, column, layout)),
    })),
    line: (index) => rows[index]?.line,
    issues,
  };
}

function cellOf(value: Value, name: string, column: number, layout: Layout): Value {
  if (layout.kind === 'records') return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  if (layout.kind === 'whole') return value;
  return isList(value) && value.length === layout.names.length ? value[column] : undefined;
}

function issuesOf(row: JsonRow, number: number, layout: Layout, title: JsonTitle, seen: Set<string>): Issue[] {
  const place = { file: title.file, row: number, ...(row.line === undefined ? {} : { line: row.line }) };
  const name = `R${placeOf(number, row.line).slice(1)} of ${title.file}`;
  if (layout.kind === 'records') {
    if (!isObject(row.value))
      return [
        { severity: 'error', code: 'mixed-rows', message: `${name} is not an object as the first rows are.`, ...place },
      ];
    return lateKeys(row.value, seen).map((key) => ({
      severity: 'warning',
      code: 'late-key',
      message: `${name} has '${key}', which none of the first ${layout.decided} rows has: it is left out.`,
      column: key,
      ...place,
    }));
  }
  const message = layout.kind === 'lists' ? listFault(row.value, layout) : wholeFault(row.value, title, number);
  return message === undefined
    ? []
    : [{ severity: 'error', code: 'ragged-row', message: `${name} ${message}.`, ...place }];
}

/** Keys that no row had before; each is told once. */
function lateKeys(record: Value, seen: Set<string>): string[] {
  const late = Object.keys(record ?? {}).filter((key) => !seen.has(key));
  for (const key of late) seen.add(key);
  return late;
}

function listFault(value: Value, layout: Layout): string | undefined {
  if (!isList(value)) return `is not a list as the first rows are`;
  if (value.length === layout.names.length) return undefined;
  const wanted = layout.named
    ? `there are ${layout.names.length} columns`
    : `the first rows have ${layout.names.length}`;
  return `has ${value.length} value${value.length === 1 ? '' : 's'}, ${wanted}`;
}

function wholeFault(value: Value, title: JsonTitle, number: number): string | undefined {
  if (isObject(value)) return 'is an object and the first rows are not';
  const ragged = firstRagged(value, nestedShape(value), [number]);
  return ragged === undefined ? undefined : `is not rectangular: ${describeRagged(title.shape, ragged)}`;
}
