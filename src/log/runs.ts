import { v7 } from 'uuid';
import { WorkbenchError } from '../contract/issue';
import type { LoggedModel, Run } from '../contract/run';
import type { Prepare } from './connection';
import { logError } from './errors';
import { deleteRows } from './batches';
import { INSERT_RUN, newRunParameters, SELECT_RUNS, toRun, type NewRun } from './run-record';

/** Who writes: the run carries it, so that others can tell whether its writer still lives. */
export interface Writer {
  readonly now: () => number;
  readonly host: string;
  readonly pid: number;
}

/** Inserts a run as running. `first`: there was none before. */
export function startRun(
  prepare: Prepare,
  run: NewRun,
  writer: Writer,
): { readonly run: Run; readonly first: boolean } {
  const start = writer.now();
  const started: Run = {
    id: run.id ?? v7({ msecs: start }),
    name: null,
    note: null,
    start: new Date(start).toISOString(),
    source: run.source,
    model: run.model,
    data: run.data,
    binding: run.binding ?? [],
    classes: run.classes ?? null,
    rows: 0,
    status: 'running',
    error: null,
    timing: null,
    executionProvider: run.executionProvider,
    runtimeVersion: run.runtimeVersion,
    batchSize: run.batchSize,
    inputs: run.inputs,
    host: writer.host,
    pid: writer.pid,
    metrics: null,
    issues: [],
    settings: run.settings ?? null,
  };
  const first = prepare('SELECT 1 FROM runs LIMIT 1').get() === undefined;
  prepare(INSERT_RUN).run(newRunParameters(started));
  return { run: started, first };
}

/** A late heartbeat takes back that somebody called the run interrupted. */
export function beat(prepare: Prepare, runs: readonly string[], now: number): void {
  const update = prepare(
    `UPDATE runs SET heartbeat_ms = ?, status = 'running' WHERE id = ? AND status IN ('running', 'interrupted')`,
  );
  for (const run of runs) update.run(now, run);
}

export function failRuns(
  prepare: Prepare,
  runs: readonly string[],
  why: { readonly kind: string; readonly message: string },
): void {
  const update = prepare(
    `UPDATE runs SET status = 'failed', error_kind = ?, error_message = ?
     WHERE id = ? AND status IN ('running', 'interrupted')`,
  );
  for (const run of runs) update.run(why.kind, why.message, run);
}

/** Forgets rows and ending of a run that starts again. */
export function restartRun(prepare: Prepare, run: string, writer: Writer): void {
  deleteRows(prepare, run);
  prepare(
    `UPDATE runs SET status = 'running', row_count = 0, error_kind = NULL, error_message = NULL, host = ?, pid = ?,
     heartbeat_ms = ? WHERE id = ?`,
  ).run(writer.host, writer.pid, writer.now(), run);
}

/** Deletes a run and everything that belongs to it. */
export function deleteRun(prepare: Prepare, run: string): void {
  deleteRows(prepare, run);
  prepare('DELETE FROM runs WHERE id = ?').run(run);
}

/** Which runs are listed, the newest first. */
export interface RunsWanted {
  readonly limit: number;
  /** How many of the newest are left out; none by default. */
  readonly offset?: number;
  /** Only runs of this model, by its path as logged. */
  readonly model?: string;
}

export function listRuns(prepare: Prepare, { limit, offset = 0, model }: RunsWanted): readonly Run[] {
  const order = 'ORDER BY start_ms DESC, rowid DESC LIMIT ? OFFSET ?';
  const rows =
    model === undefined
      ? prepare(`${SELECT_RUNS} ${order}`).all(limit, offset)
      : prepare(`${SELECT_RUNS} WHERE model_path = ? ${order}`).all(model, limit, offset);
  return rows.map(toRun);
}

/** The models that have runs, the one that ran last first. */
export function listModels(prepare: Prepare): readonly LoggedModel[] {
  const models = prepare(
    'SELECT model_path, count(*) AS runs, max(start_ms) AS latest FROM runs GROUP BY model_path ORDER BY latest DESC',
  ).all();
  return models.map((row) => ({
    path: String(row.model_path),
    runs: Number(row.runs),
    latest: new Date(Number(row.latest)).toISOString(),
  }));
}

/** Throws WorkbenchError of kind `usage`: no run, or several, begin with `prefix`. */
export function findRun(prepare: Prepare, prefix: string, path: string): Run {
  const id = prefix.toLowerCase();
  const found = prepare(`${SELECT_RUNS} WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id LIMIT 3`).all(id).map(toRun);
  const exact = found.find((run) => run.id === id) ?? (found.length === 1 ? found[0] : undefined);
  if (exact && id !== '') return exact;
  if (found.length === 0) {
    throw new WorkbenchError('usage', {
      code: 'run-not-found',
      message: `No run begins with "${prefix}" in the log ${path}. \`log list\` shows the runs.`,
      file: path,
    });
  }
  throw new WorkbenchError('usage', {
    code: 'run-ambiguous',
    message: `Several runs begin with "${prefix}" in the log ${path}, such as ${found.map((run) => run.id).join(', ')}. Give more of the id.`,
    file: path,
  });
}

/** Throws WorkbenchError where the run was deleted meanwhile. */
export function requireRun(prepare: Prepare, run: string, path: string): void {
  if (prepare('SELECT 1 FROM runs WHERE id = ?').get(run)) return;
  throw logError('log-run-gone', path, `Run ${run} was deleted from the log ${path} while it was being written.`);
}
