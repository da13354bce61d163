import type { PredictedBatch } from '../../contract/predicted';
import type { Batch } from '../../data/table';
import type { DecodedRows } from '../../log/rows/decode';
import { readTruth } from '../../tensors/truth';
import { gatherRows, type Parts } from './chosen-rows';
import type { ExternalContext, ExternalSide } from './external-side';
import { openRun, rowsInTurn, type LoggedRun, type RunPlace } from './logged-run';
import { joinRun, keyOf, type RunJoin } from './run-join';

/** The logged answers of a run. Where they are not joined row by row they are held in memory. */
export async function runSide(place: RunPlace, context: ExternalContext): Promise<ExternalSide> {
  const logged = await openRun(place);
  try {
    const { join, issues } = await joinRun(logged, place, context);
    return { ...(await sideOf(logged, join, context)), issues };
  } catch (error) {
    await logged.close();
    throw error;
  }
}

async function sideOf(logged: LoggedRun, join: RunJoin, { head }: ExternalContext): Promise<ExternalSide> {
  const { run } = logged;
  const partnerOf = partnersBy(join, head.columns, run.rows);
  const held = join.kind === 'row' ? undefined : await holdAll(logged);
  let met = 0;
  return {
    ownColumns: [],
    ...(run.classes ? { classes: run.classes } : {}),
    read: async (batch) => {
      const rows = Array.from({ length: batch.rows }, (_, index) => partnerOf(batch, index));
      const { answered, ...all } = held ?? (await readSpan(logged, rows));
      const indexes = Uint32Array.from([...rows.keys()].filter((index) => answered.has(rows[index] ?? -1)));
      met += indexes.length;
      const places = Uint32Array.from(indexes, (index) => rows[index] ?? 0);
      const predicted = places.length > 0 ? gatherRows(all, places, batch.start) : nothing(batch.start);
      return { predicted, ...(indexes.length < batch.rows ? { indexes } : {}) };
    },
    rowsLeft: () => Math.max(0, run.rows - met),
    close: () => logged.close(),
  };
}

function nothing(start: number): PredictedBatch {
  return { start, rows: 0, outputs: [], told: [], whole: [], failed: new Map() };
}

/** The row of the run that belongs to a row of a batch; undefined where there is none. */
function partnersBy(
  join: RunJoin,
  columns: readonly string[],
  rows: number,
): (batch: Batch, index: number) => number | undefined {
  switch (join.kind) {
    case 'row':
      return ({ start }, index) => (start + index < rows ? start + index : undefined);
    case 'key': {
      const place = columns.indexOf(join.column);
      return (batch, index) => {
        const column = batch.columns[place];
        return join.keys.get(keyOf(column && readTruth(column, index)));
      };
    }
    case 'contents':
      return ({ start }, index) => {
        const partner = join.partners[start + index] ?? -1;
        return partner < 0 ? undefined : partner;
      };
  }
}

interface Answers extends Parts {
  /** Rows that have a prediction. */
  readonly answered: ReadonlySet<number>;
}

function answersOf(parts: readonly Pick<DecodedRows, 'start' | 'rows' | 'predicted'>[]): Answers {
  const answered = new Set<number>();
  for (const { start, rows, predicted } of parts) {
    for (let row = start; row < start + rows; row++) if (!predicted.failed.has(row)) answered.add(row);
  }
  return { parts: parts.map(({ predicted }) => predicted), starts: parts.map(({ start }) => start), answered };
}

/** From the first to the last of the rows, which follow each other. */
async function readSpan(logged: LoggedRun, rows: readonly (number | undefined)[]): Promise<Answers> {
  const known = rows.filter((row) => row !== undefined);
  const low = known.reduce((one, other) => Math.min(one, other), Infinity);
  const high = known.reduce((one, other) => Math.max(one, other), -1);
  return answersOf(high < 0 ? [] : await logged.readRows(low, high + 1));
}

async function holdAll(logged: LoggedRun): Promise<Answers> {
  const parts: { readonly start: number; readonly rows: number; readonly predicted: PredictedBatch }[] = [];
  for await (const { start, rows, predicted } of rowsInTurn(logged)) parts.push({ start, rows, predicted });
  return answersOf(parts);
}
