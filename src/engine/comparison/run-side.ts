import { WorkbenchError } from '../../contract/issue';
import type { Batch, Column } from '../../data/table';
import type { DecodedRows } from '../../log/rows/decode';
import { valueKey } from '../../tensors/class-match';
import { readTruth } from '../../tensors/truth';
import { gatherRows } from './chosen-rows';
import type { ExternalContext, ExternalSide } from './external-side';
import { openRun, type LoggedRun, type RunPlace } from './logged-run';

/** The logged answers of a run; joined by `--on` where its inputs have that column, else row by row. */
export async function runSide(place: RunPlace, context: ExternalContext): Promise<ExternalSide> {
  const logged = await openRun(place);
  try {
    const keys = context.request.on === undefined ? undefined : await readKeys(logged, context.request.on);
    return sideOf(logged, keys, context);
  } catch (error) {
    await logged.close();
    throw error;
  }
}

/** Key -> row. */
type Keys = ReadonlyMap<string, number>;

function sideOf(logged: LoggedRun, keys: Keys | undefined, { head, request }: ExternalContext): ExternalSide {
  const { run } = logged;
  const column = request.on === undefined ? -1 : head.columns.indexOf(request.on);
  let met = 0;
  return {
    ownColumns: [],
    ...(run.classes ? { classes: run.classes } : {}),
    read: async (batch) => {
      const rows = rowsOf(batch, keys, batch.columns[column], run.rows);
      const known = rows.filter((row) => row !== undefined);
      const low = known.reduce((one, other) => Math.min(one, other), Infinity);
      const high = known.reduce((one, other) => Math.max(one, other), -1);
      const parts = high < 0 ? [] : await logged.readRows(low, high + 1);
      const answered = answeredRows(parts);
      const indexes = Uint32Array.from([...rows.keys()].filter((index) => answered.has(rows[index] ?? -1)));
      met += indexes.length;
      const places = Uint32Array.from(indexes, (index) => rows[index] ?? 0);
      const predicted = gatherRows(
        { parts: parts.map((part) => part.predicted), starts: parts.map(({ start }) => start) },
        places,
        batch.start,
      );
      return { predicted, ...(indexes.length < batch.rows ? { indexes } : {}) };
    },
    rowsLeft: () => Math.max(0, run.rows - met),
    close: () => logged.close(),
  };
}

function rowsOf(
  batch: Batch,
  keys: Keys | undefined,
  column: Column | undefined,
  rows: number,
): readonly (number | undefined)[] {
  return Array.from({ length: batch.rows }, (_, index) => {
    if (keys) return keys.get(keyOf(column && readTruth(column, index)));
    const row = batch.start + index;
    return row < rows ? row : undefined;
  });
}

/** Rows that have a prediction. */
function answeredRows(parts: readonly DecodedRows[]): ReadonlySet<number> {
  const answered = new Set<number>();
  for (const { start, rows, predicted } of parts) {
    for (let row = start; row < start + rows; row++) if (!predicted.failed.has(row)) answered.add(row);
  }
  return answered;
}

const BATCH_ROWS = 10_000;

async function readKeys(logged: LoggedRun, on: string): Promise<Keys> {
  const keys = new Map<string, number>();
  for (let start = 0; start < logged.run.rows; start += BATCH_ROWS) {
    for (const part of await logged.readRows(start, Math.min(logged.run.rows, start + BATCH_ROWS))) {
      const place = part.inputNames.indexOf(on);
      if (place < 0) throw noKey(on, logged.run.id, part.inputNames);
      for (let index = 0; index < part.rows; index++) {
        const key = keyOf(part.inputText(index)[place]);
        const row = part.start + index;
        if ((keys.get(key) ?? row) !== row) throw twice(key, on, logged.run.id);
        keys.set(key, row);
      }
    }
  }
  return keys;
}

function keyOf(value: string | number | boolean | undefined): string {
  return value === undefined ? '' : valueKey(value);
}

function noKey(on: string, run: string, columns: readonly string[]): WorkbenchError {
  const message = `The logged inputs of run ${run} have no column '${on}' to join by (--on). They have ${columns.map((column) => `'${column}'`).join(', ')}.`;
  return new WorkbenchError('usage', { code: 'no-join-column', message });
}

function twice(key: string, on: string, run: string): WorkbenchError {
  const message = `Run ${run} has the key '${key}' of column '${on}' twice: rows cannot be joined by it.`;
  return new WorkbenchError('data', { code: 'key-twice', message, column: on });
}
