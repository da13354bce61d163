import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { Binding } from '../contract/binding';
import type { Issue } from '../contract/issue';
import type { ClassLabel } from '../contract/model';
import type { InputLogging, Metrics, Run, RunSettings, RunSource, RunStatus, Timing } from '../contract/run';

/** What a run is before its first row. The rest of a `Run` is filled in by the log. */
export type NewRun = Pick<
  Run,
  'source' | 'model' | 'data' | 'executionProvider' | 'runtimeVersion' | 'batchSize' | 'inputs'
> & {
  readonly binding?: Run['binding'];
  readonly classes?: Run['classes'];
  readonly settings?: Run['settings'];
  /** By default a new UUIDv7. */
  readonly id?: string;
};

/** How a run ended. */
export interface RunEnd {
  readonly status: Exclude<RunStatus, 'running'>;
  readonly rows: number;
  readonly error?: { readonly kind: string; readonly message: string } | null;
  readonly timing?: Timing | null;
  readonly metrics?: Metrics | null;
  readonly issues?: readonly Issue[];
  /** Where it was decided only while running. */
  readonly batchSize?: number | null;
  /** Where it was known only after the last byte was read. */
  readonly dataSha256?: string | null;
}

type StoredRun = Readonly<Record<string, SQLOutputValue>>;

/** All columns, because a log of an earlier version that cannot be written has fewer of them. */
export const SELECT_RUNS = 'SELECT * FROM runs';

export const INSERT_RUN = `INSERT INTO runs (id, start_ms, heartbeat_ms, source, model_path, model_name, model_sha256,
  model_revision, data_path, data_sha256, binding, classes, status, execution_provider, runtime_version, batch_size,
  inputs, host, pid, settings)
  VALUES (:id, :start, :start, :source, :modelPath, :modelName, :modelSha256, :modelRevision, :dataPath, :dataSha256,
  :binding, :classes, 'running', :executionProvider, :runtimeVersion, :batchSize, :inputs, :host, :pid, :settings)`;

/** A process that ends in haste may have logged a batch that it has not counted yet. */
export const FINISH_RUN = `UPDATE runs SET status = :status,
  row_count = iif(:status = 'interrupted', max(row_count, :rows), :rows), error_kind = :errorKind,
  error_message = :errorMessage, parse_ms = :parse, bind_ms = :bind, infer_ms = :infer, write_ms = :write,
  total_ms = :total, metrics = :metrics, issues = :issues, batch_size = coalesce(:batchSize, batch_size),
  data_sha256 = coalesce(:dataSha256, data_sha256) WHERE id = :id`;

/** Parameters of `INSERT_RUN`. */
export function newRunParameters(run: Run): Record<string, SQLInputValue> {
  return {
    id: run.id,
    start: Date.parse(run.start),
    source: run.source,
    modelPath: run.model.path,
    modelName: run.model.name,
    modelSha256: run.model.sha256,
    modelRevision: run.model.revision,
    dataPath: run.data.path,
    dataSha256: run.data.sha256,
    binding: JSON.stringify(run.binding),
    classes: run.classes ? JSON.stringify(run.classes) : null,
    executionProvider: run.executionProvider,
    runtimeVersion: run.runtimeVersion,
    batchSize: run.batchSize,
    inputs: run.inputs,
    host: run.host,
    pid: run.pid,
    settings: run.settings ? JSON.stringify(run.settings) : null,
  };
}

const NO_TIMING = { parse: null, bind: null, infer: null, write: null, total: null };

/** Parameters of `FINISH_RUN`. */
export function runEndParameters(id: string, end: RunEnd): Record<string, SQLInputValue> {
  const { kind, message } = end.error ?? { kind: null, message: null };
  const { parse, bind, infer, write, total } = end.timing ?? NO_TIMING;
  return {
    id,
    status: end.status,
    rows: end.rows,
    errorKind: kind,
    errorMessage: message,
    parse,
    bind,
    infer,
    write,
    total,
    metrics: end.metrics ? JSON.stringify(end.metrics, nonFiniteAsText) : null,
    issues: JSON.stringify(end.issues ?? []),
    batchSize: end.batchSize ?? null,
    dataSha256: end.dataSha256 ?? null,
  };
}

/** A row of `SELECT_RUNS` as the contract's `Run`. Throws SyntaxError where its JSON is damaged. */
export function toRun(row: StoredRun): Run {
  const errorKind = textOrNull(row.error_kind);
  const metrics = textOrNull(row.metrics);
  const classes = textOrNull(row.classes);
  const settings = textOrNull(row.settings);
  return {
    id: text(row.id),
    name: textOrNull(row.name),
    note: textOrNull(row.note),
    start: new Date(number(row.start_ms)).toISOString(),
    source: text(row.source) as RunSource,
    model: {
      path: text(row.model_path),
      name: text(row.model_name),
      sha256: text(row.model_sha256),
      revision: textOrNull(row.model_revision),
    },
    data: { path: text(row.data_path), sha256: textOrNull(row.data_sha256) },
    binding: JSON.parse(text(row.binding)) as Binding[],
    classes: classes === null ? null : (JSON.parse(classes) as ClassLabel[]),
    rows: number(row.row_count),
    status: text(row.status) as RunStatus,
    error: errorKind === null ? null : { kind: errorKind, message: text(row.error_message) },
    timing: toTiming(row),
    executionProvider: text(row.execution_provider),
    runtimeVersion: text(row.runtime_version),
    batchSize: numberOrNull(row.batch_size),
    inputs: text(row.inputs) as InputLogging,
    host: text(row.host),
    pid: number(row.pid),
    metrics: metrics === null ? null : (JSON.parse(metrics, textAsNonFinite) as Metrics),
    issues: JSON.parse(text(row.issues)) as Issue[],
    settings: settings === null ? null : (JSON.parse(settings) as RunSettings),
  };
}

function toTiming(row: StoredRun): Timing | null {
  const total = numberOrNull(row.total_ms);
  if (total === null) return null;
  return {
    parse: number(row.parse_ms),
    bind: number(row.bind_ms),
    infer: number(row.infer_ms),
    write: number(row.write_ms),
    total,
  };
}

const FIGURES: ReadonlySet<string> = new Set(['accuracy', 'precision', 'recall', 'f1', 'mae', 'rmse', 'r2']);

/** JSON has no NaN: figures that are not finite are written as the contract's strings. */
function nonFiniteAsText(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** Only figures are read back as numbers: a class may well be called "NaN". */
function textAsNonFinite(key: string, value: unknown): unknown {
  return FIGURES.has(key) && typeof value === 'string' ? Number(value) : value;
}

function text(value: SQLOutputValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function textOrNull(value: SQLOutputValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function number(value: SQLOutputValue | undefined): number {
  return typeof value === 'number' ? value : 0;
}

function numberOrNull(value: SQLOutputValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
