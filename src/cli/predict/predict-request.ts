import { WorkbenchError } from '../../contract/issue';
import type { BindingOptions, DataOptions } from '../../contract/binding-options';
import type { DataReference, Keep, LogTarget, PredictOutput, PredictRequest } from '../../contract/predict';
import type { ColumnsByInput } from '../flags';

/** The flags of `predict` as commander hands them over. */
export interface PredictFlags {
  readonly out?: string;
  readonly json?: true;
  readonly keep?: Keep;
  readonly safeCells?: boolean;
  readonly columns?: ColumnsByInput;
  readonly map?: 'auto';
  readonly saveSidecar?: true;
  readonly set?: Readonly<Record<string, string>>;
  readonly sidecar?: string;
  readonly dim?: Readonly<Record<string, number>>;
  readonly missing?: string;
  readonly onError?: 'stop' | 'skip';
  readonly delimiter?: string;
  readonly decimal?: string;
  readonly encoding?: string;
  readonly generate?: number;
  readonly batch?: number;
  readonly truth?: string;
  readonly log?: string | boolean;
}

/** What appears on stdout. */
export type Shown =
  /** A table of the first rows. */
  | 'table'
  /** The rows as CSV. */
  | 'csv'
  /** `--json`, its predictions streamed. */
  | 'json'
  /** `--json` beside `--out FILE`: its predictions are read back. */
  | 'json-beside-file'
  | 'nothing';

export interface PredictOrder {
  readonly request: PredictRequest;
  readonly shown: Shown;
}

/** Throws WorkbenchError of kind `usage` where flags contradict one another. */
export function predictOrder(
  model: string,
  data: string | undefined,
  flags: PredictFlags,
  surroundings: { readonly folder: string; readonly terminal: boolean },
): PredictOrder {
  const shown = shownOf(flags, surroundings.terminal);
  const request: PredictRequest = {
    model,
    data: dataOf(data, flags.generate),
    folder: surroundings.folder,
    binding: bindingOf(flags),
    reading: readingOf(flags),
    onError: flags.onError ?? 'stop',
    ...(flags.batch === undefined ? {} : { batch: flags.batch }),
    saveSidecar: flags.saveSidecar === true,
    log: logOf(flags.log),
    pages: shown === 'table' || shown === 'json-beside-file',
    output: outputOf(flags, shown),
    source: 'cli',
  };
  return { request, shown };
}

function dataOf(data: string | undefined, generate: number | undefined): DataReference {
  if (data !== undefined && generate !== undefined)
    throw new WorkbenchError('usage', {
      code: 'data-and-generate',
      message: `Both ${data} and --generate were given: leave one of them out.`,
    });
  if (generate !== undefined) return { kind: 'generated', rows: generate };
  if (data === undefined)
    throw new WorkbenchError('usage', {
      code: 'no-data',
      message: "missing required argument 'data': name a file, or make rows up with --generate N.",
    });
  return data === '-' ? { kind: 'stdin' } : { kind: 'file', path: data };
}

function shownOf({ json, out }: PredictFlags, terminal: boolean): Shown {
  if (json && out === '-')
    throw new WorkbenchError('usage', {
      code: 'json-and-out-on-stdout',
      message: '--json and --out - both want stdout: give --out a file, or leave one of them out.',
    });
  if (json) return out === undefined ? 'json' : 'json-beside-file';
  if (out !== undefined) return out === '-' ? 'csv' : 'nothing';
  return terminal ? 'table' : 'csv';
}

function outputOf({ out, keep = 'all', safeCells = false }: PredictFlags, shown: Shown): PredictOutput {
  if (shown === 'csv') return { kind: 'stream', format: 'csv', keep, safeCells };
  if (shown === 'json') return { kind: 'stream', format: 'predictions-json', keep };
  return out === undefined ? { kind: 'none' } : { kind: 'file', path: out, keep, safeCells };
}

/** Flags that say how columns reach inputs. */
export function bindingOf({ columns, map, set, sidecar, dim, missing, truth }: PredictFlags): BindingOptions {
  return {
    ...(columns ? { columns } : {}),
    ...(map ? { map } : {}),
    ...(set ? { set } : {}),
    ...(sidecar === undefined ? {} : { sidecar }),
    ...(dim ? { dims: dim } : {}),
    ...(missing === undefined ? {} : { missing }),
    ...(truth === undefined ? {} : { truth }),
  };
}

/** Flags that say how a file is read. */
export function readingOf({
  delimiter,
  decimal,
  encoding,
}: Pick<PredictFlags, 'delimiter' | 'decimal' | 'encoding'>): DataOptions {
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(encoding === undefined ? {} : { encoding }),
  };
}

/** Where a run is logged. */
export function logOf(log: string | boolean | undefined): LogTarget {
  if (log === false) return { kind: 'off' };
  return typeof log === 'string' ? { kind: 'file', path: log } : { kind: 'default' };
}
