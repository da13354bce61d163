import { resolve } from 'node:path';
import { WorkbenchError } from '../../contract/issue';
import type { PredictedBatch } from '../../contract/predicted';
import { openTable } from '../../data/open';
import type { Batch, Column, TableHead } from '../../data/table';
import { valueKey } from '../../tensors/class-match';
import type { OutputMeaning } from '../../tensors/output-meaning';
import { readTruth } from '../../tensors/truth';
import { product } from '../../tensors/elements';
import { gatherRows } from './chosen-rows';
import { cellsOf, isClassifier, type PredictionsSide } from './columns-side';
import { externalAnswers } from './external-answers';
import type { ExternalContext, ExternalSide } from './external-side';
import { findPredicted, type FoundColumns } from './predicted-columns';

const BATCH_ROWS = 10_000;
/** A column of this name holds the row numbers of the data. */
const ROW_COLUMN = 'row';

/** How rows of two files find each other. */
type Join =
  | { readonly kind: 'order' }
  /** `own` is the column of the predictions, `data` that of the data; without it the row number is meant. */
  | { readonly kind: 'key'; readonly own: string; readonly data?: string };

/**
 * Predictions in a table of their own, held in memory; joined by `--on`, the settings' id, a column `row`, else in order.
 * Throws WorkbenchError where the table cannot be read, holds no predictions, or has a key twice.
 */
export async function fileSide(
  side: PredictionsSide & { readonly file: string },
  context: ExternalContext,
): Promise<ExternalSide> {
  const { request, meaning } = context;
  const path = resolve(request.folder, side.file);
  const source = await openTable({ kind: 'file', path, displayName: side.file }, {});
  try {
    const head = withNames(source.head);
    const join = joinOf(side.file, head, context);
    let found = source.head.named ? findIn(side, head, join, meaning) : undefined;
    const table: Table = { file: side.file, join, parts: [], places: new Map(), rows: 0 };
    for await (const batch of source.batches(BATCH_ROWS)) {
      found ??= unnamed(side.file, head, batch, meaning);
      table.parts.push(externalAnswers(cellsOf(batch, head), found, meaning, isClassifier(found, meaning)));
      if (join.kind === 'key') enterKeys(table, batch, batch.columns[head.columns.indexOf(join.own)]);
      table.rows += batch.rows;
    }
    return {
      ...tableSide(table, context),
      ...(found?.probabilities ? { classes: found.probabilities.classes } : {}),
    };
  } finally {
    await source.close();
  }
}

/** The predictions of a file. */
interface Table {
  readonly file: string;
  readonly join: Join;
  readonly parts: PredictedBatch[];
  /** Key -> row. */
  readonly places: Map<string, number>;
  rows: number;
}

/** Columns without names are called by their place. */
function withNames(head: TableHead): TableHead {
  return head.named ? head : { ...head, columns: head.columns.map((_, place) => String(place)) };
}

function findIn(side: PredictionsSide, head: TableHead, join: Join, meaning: OutputMeaning | undefined): FoundColumns {
  const columns = head.columns.filter((column) => join.kind === 'order' || column !== join.own);
  return findPredicted({
    columns,
    name: side.file ?? '',
    ...(meaning ? { meaning } : {}),
    ...(side.columns ? { stated: side.columns } : {}),
  });
}

/** A bare array: the probabilities where it is as wide as there are classes, else labels or values. */
function unnamed(file: string, { columns }: TableHead, batch: Batch, meaning: OutputMeaning | undefined): FoundColumns {
  const width = batch.columns.reduce((all, column) => all + widthOf(column), 0);
  const classes = meaning?.classes ?? [];
  if (classes.length > 1 && width === classes.length)
    return { probabilities: { classes, columns }, outputs: new Map() };
  const [label] = columns;
  if (width === 1 && label !== undefined && answersOneValue(meaning)) return { label, outputs: new Map() };
  const [only, ...others] = meaning?.outputs ?? [];
  if (only && others.length === 0) return { outputs: new Map([[only.name, columns]]) };
  const message = `${file} holds ${width} values a row without names, and nothing says what they predict. Give it a header.`;
  throw new WorkbenchError('usage', { code: 'no-predictions', message, file });
}

function widthOf(column: Column): number {
  return column.kind === 'tensor' ? product(column.rowShape) : 1;
}

function answersOneValue(meaning: OutputMeaning | undefined): boolean {
  return meaning === undefined || meaning.label !== undefined || meaning.outputs.length === 1;
}

/** How rows of `file` and of the data find each other. */
function joinOf(file: string, head: TableHead, { request, head: data, id, dataName }: ExternalContext): Join {
  const { on } = request;
  if (on !== undefined) {
    for (const [columns, name] of [
      [head.columns, file],
      [data.columns, dataName],
    ] as const)
      if (!columns.includes(on)) throw noKey(on, name, columns);
    return { kind: 'key', own: on, data: on };
  }
  if (id !== undefined && head.columns.includes(id) && data.columns.includes(id))
    return { kind: 'key', own: id, data: id };
  return head.named && head.columns.includes(ROW_COLUMN) ? { kind: 'key', own: ROW_COLUMN } : { kind: 'order' };
}

function noKey(on: string, file: string, columns: readonly string[]): WorkbenchError {
  const message = `${file} has no column '${on}' to join by (--on). It has ${columns.map((column) => `'${column}'`).join(', ')}.`;
  return new WorkbenchError('usage', { code: 'no-join-column', message, file });
}

function enterKeys(table: Table, batch: Batch, column: Column | undefined): void {
  for (let index = 0; index < batch.rows; index++) {
    const key = keyAt(column, index);
    if (key === undefined) continue;
    const row = batch.start + index;
    const first = table.places.get(key);
    if (first !== undefined) throw twice(table, key, first, row);
    table.places.set(key, row);
  }
}

function twice({ file, join }: Table, key: string, first: number, row: number): WorkbenchError {
  const column = join.kind === 'key' ? join.own : '';
  const message = `${file} has the key '${key}' of column '${column}' twice, in rows ${first} and ${row}: rows cannot be joined by it.`;
  return new WorkbenchError('data', { code: 'key-twice', message, file, row, column });
}

function keyAt(column: Column | undefined, index: number): string | undefined {
  const value = column && readTruth(column, index);
  return value === undefined ? undefined : valueKey(value);
}

function tableSide(table: Table, { head, dataName }: ExternalContext): ExternalSide {
  const { join, rows, parts, places, file } = table;
  const dataKey = join.kind === 'key' && join.data !== undefined ? head.columns.indexOf(join.data) : -1;
  const starts = parts.map(({ start }) => start);
  let met = 0;
  const placeOf = (batch: Batch, index: number): number | undefined => {
    if (join.kind === 'order') return batch.start + index;
    return places.get((dataKey < 0 ? String(batch.start + index) : keyAt(batch.columns[dataKey], index)) ?? '');
  };
  return {
    ownColumns: [],
    read: async (batch) => {
      if (join.kind === 'order' && batch.start + batch.rows > rows) throw fewerRows(file, rows, dataName);
      const all = Array.from({ length: batch.rows }, (_, index) => placeOf(batch, index));
      const indexes = Uint32Array.from([...all.keys()].filter((index) => all[index] !== undefined));
      met += indexes.length;
      const chosen = Uint32Array.from(indexes, (index) => all[index] ?? 0);
      const predicted = gatherRows({ parts, starts }, chosen, batch.start);
      return { predicted, ...(indexes.length < batch.rows ? { indexes } : {}) };
    },
    rowsLeft: () => Math.max(0, rows - met),
    close: () => Promise.resolve(),
  };
}

function fewerRows(file: string, rows: number, data: string): WorkbenchError {
  const message = `${file} has ${rows} rows, fewer than ${data}, and nothing joins them. Name a column that both have: --on COLUMN.`;
  return new WorkbenchError('run', { code: 'row-counts-differ', message, file });
}
