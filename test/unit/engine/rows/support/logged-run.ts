import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { PredictedBatch, RowTruths } from '../../../../../src/contract/predicted';
import type { CallContext } from '../../../../../src/contract/rpc';
import type { Run } from '../../../../../src/contract/run';
import type { RowsPage, RowsRequest, RowsView } from '../../../../../src/contract/rows';
import type { Column } from '../../../../../src/data/table';
import { createRowsHandlers } from '../../../../../src/engine/rows/handlers';
import type { RowsPlace } from '../../../../../src/engine/workers/rows-protocol';
import type { Log } from '../../../../../src/log/log';
import { openLog } from '../../../../../src/log/open';
import { encodeRows } from '../../../../../src/log/rows/encode';
import { temporaryFolder } from '../../../../support/temporary-folder';
import { UNHEARD } from '../../../../support/unfinished';

/** What is logged of consecutive rows. */
export interface LoggedRows {
  readonly names?: readonly string[];
  readonly columns?: readonly Column[];
  readonly predicted: Partial<PredictedBatch> & Pick<PredictedBatch, 'rows'>;
  readonly truths?: RowTruths;
}

/** A run in a log of its own, written as the engine writes it. */
export interface LoggedRun {
  readonly place: RowsPlace;
  readonly folder: string;
  append(rows: LoggedRows): Promise<void>;
}

type Facts = Partial<Pick<Run, 'classes' | 'inputs' | 'metrics'>>;

export async function loggedRun(batches: readonly LoggedRows[], facts: Facts = {}): Promise<LoggedRun> {
  const folder = temporaryFolder();
  const log = await openedLog(join(folder, 'log.db'));
  const { classes = null, inputs = 'full', metrics } = facts;
  const { run } = await log.startRun({
    source: 'cli',
    model: { path: join(folder, 'm.onnx'), name: 'm.onnx', sha256: 'ab12', revision: null },
    data: { path: join(folder, 'in.csv'), sha256: null },
    classes,
    executionProvider: 'cpu',
    runtimeVersion: '1.30.0',
    batchSize: 2,
    inputs,
  });
  let start = 0;
  const append = async ({ names = [], columns = [], predicted, truths }: LoggedRows): Promise<void> => {
    const { rows } = predicted;
    const bytes = encodeRows({
      batch: { start, rows, columns, line: () => undefined, issues: [] },
      columns: names,
      predicted: { outputs: [], told: [], whole: [], failed: new Map(), ...predicted, start },
      ...(truths && { truths }),
      inputs,
      redact: [],
    });
    await log.appendBatch(run.id, start, rows, bytes);
    start += rows;
  };
  for (const batch of batches) await append(batch);
  if (metrics) await log.finishRun(run.id, { status: 'ok', rows: start, metrics });
  return { place: { log: log.path, result: run.id }, folder, append };
}

async function openedLog(path: string): Promise<Log> {
  const opening = await openLog(path, { mode: 'write' });
  if (opening.kind !== 'open') throw new Error(`The log is ${opening.kind}.`);
  onTestFinished(() => opening.log.close().catch(() => undefined));
  return opening.log;
}

type Answers = ReturnType<typeof createRowsHandlers>;

/** What the thread that reads rows answers, asked in this thread. */
export const rowsHandlers: Answers = createRowsHandlers(UNHEARD);

/** The context of a call that nobody cancels. */
export function callContext(signal: AbortSignal = new AbortController().signal): CallContext {
  return { signal, progress: () => undefined };
}

/** A page of a view, all of it by default. */
export async function pageOf(
  { place }: LoggedRun,
  view?: RowsView,
  range: Partial<Pick<RowsRequest, 'start' | 'end'>> = {},
): Promise<RowsPage> {
  const request = { ...place, start: 0, end: 1_000, ...range, ...(view && { view }) };
  return (await rowsHandlers.rows(request, callContext())) as RowsPage;
}

/** Numbers of the rows of a view, in its order. */
export async function rowsOf(run: LoggedRun, view?: RowsView): Promise<readonly number[]> {
  return (await pageOf(run, view)).rows.map(({ prediction }) => prediction.row);
}
