import { WorkbenchError } from '../../contract/issue';
import type { Run } from '../../contract/run';
import type { SideName } from '../../contract/side';
import type { Batch, TableSource } from '../../data/table';
import type { Log } from '../../log/log';
import { openLog } from '../../log/open';
import type { DecodedRows } from '../../log/rows/decode';

/** A run of a log, as a comparison reads it. */
export interface LoggedRun {
  readonly run: Run;
  readonly readRows: (start: number, end: number) => Promise<readonly DecodedRows[]>;
  close(): Promise<void>;
}

/** Where a run lies. */
export interface RunPlace {
  readonly log: string;
  readonly run: Run;
}

/** The sides of a comparison that are runs. */
export type RunSides = Readonly<Partial<Record<SideName, RunPlace>>>;

/** Throws WorkbenchError where the log cannot be read. */
export async function openRun({ log: path, run }: RunPlace): Promise<LoggedRun> {
  const opening = await openLog(path, { mode: 'read' });
  if (opening.kind === 'absent') throw gone(path, run.id);
  const { log }: { readonly log: Log } = opening;
  return {
    run,
    readRows: (start, end) => log.readRows(run.id, start, end),
    close: () => log.close(),
  };
}

const BATCH_ROWS = 10_000;

/** All rows, some thousands at once. */
export async function* rowsInTurn({ run, readRows }: LoggedRun): AsyncGenerator<DecodedRows> {
  for (let start = 0; start < run.rows; start += BATCH_ROWS) {
    for (const part of await readRows(start, Math.min(run.rows, start + BATCH_ROWS))) yield part;
  }
}

/** The logged inputs of a run as a table: text as it stood in the file. Throws WorkbenchError where no rows were kept. */
export async function inputsOf(place: RunPlace): Promise<TableSource> {
  const logged = await openRun(place);
  const [first] = await logged.readRows(0, 1);
  if (!first) {
    await logged.close();
    throw gone(place.log, place.run.id);
  }
  return {
    head: {
      format: 'csv',
      columns: first.inputNames,
      named: true,
      rows: place.run.rows,
      constants: [],
      issues: [],
    },
    batches: (batchRows) => batchesOf(logged, Math.min(batchRows, BATCH_ROWS)),
    close: () => logged.close(),
  };
}

async function* batchesOf(logged: LoggedRun, batchRows: number): AsyncGenerator<Batch> {
  const { rows } = logged.run;
  for (let start = 0; start < rows; start += batchRows) {
    const end = Math.min(rows, start + batchRows);
    yield batchOf(await logged.readRows(start, end), start, end);
  }
}

function batchOf(parts: readonly DecodedRows[], start: number, end: number): Batch {
  const texts: string[][] = [];
  for (const part of parts) {
    for (let row = Math.max(start, part.start); row < Math.min(end, part.start + part.rows); row++)
      texts.push(part.inputText(row - part.start));
  }
  const names = parts[0]?.inputNames ?? [];
  const columns = names.map((_, place) => ({
    kind: 'text' as const,
    values: texts.map((cells) => cells[place] ?? ''),
  }));
  return { start, rows: texts.length, columns, line: () => undefined, issues: [] };
}

function gone(path: string, run: string): WorkbenchError {
  const message = `The rows of run ${run} are no longer in the log ${path}. Predict again, or compare with --data FILE.`;
  return new WorkbenchError('usage', { code: 'rows-gone', message, file: path });
}
