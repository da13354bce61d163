import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { OWN_SETTINGS_SUFFIX } from '../../contract/beside';
import type { EngineProtocol } from '../../contract/engine';
import { WorkbenchError, type Issue } from '../../contract/issue';
import type { ModelSummary } from '../../contract/model';
import { ConnectionLost, type Client } from '../../contract/rpc';
import type { Disposable } from '../disposables';
import { findBeside, type BesideModel } from './beside';

/** The engine reads one model at a time; one more waits in its queue. */
const READINGS_AT_ONCE = 2;

/** What is known of a model without its weights. */
export interface ModelReading {
  /** Absent where the file cannot be read as a model. */
  readonly summary?: ModelSummary;
  readonly problems: readonly Issue[];
  readonly beside: BesideModel;
}

export interface ModelReader extends Disposable {
  /** What is known now. Reads what is not, or not any more, while the reader is awake; `onRead` tells of it. */
  get(path: string): ModelReading | undefined;
  /** What is known now, and no more. */
  known(path: string): ModelReading | undefined;
  /** Looks at these again at the next `get`. What is known is given until then. */
  invalidate(paths: Iterable<string>): void;
  invalidateAll(): void;
  /** Nothing is read while nobody looks. */
  setAwake(awake: boolean): void;
}

export interface ModelReaderOptions {
  readonly engine: Pick<Client<EngineProtocol>, 'inspect'>;
  readonly onRead: (path: string) => void;
  /** Told of errors that are not the user's to mend. */
  readonly onBug: (error: unknown) => void;
}

const NOTHING: ModelReading = { problems: [], beside: { data: [] } };

interface Known {
  /** Sizes and times of the model and its settings file. Empty where the answer holds only for now. */
  readonly stamp: string;
  readonly reading: ModelReading;
}

/** Reads models one after the other as they are asked for, and remembers each until the file changes. */
export function createModelReader({ engine, onRead, onBug }: ModelReaderOptions): ModelReader {
  const known = new Map<string, Known>();
  const stale = new Set<string>();
  const waiting = new Set<string>();
  const underWay = new Set<string>();
  const ended = new AbortController();
  let awake = false;

  const pump = (): void => {
    if (!awake || ended.signal.aborted) return;
    for (const path of waiting) {
      if (underWay.size >= READINGS_AT_ONCE) return;
      if (underWay.has(path)) continue;
      waiting.delete(path);
      underWay.add(path);
      void read(path).finally(() => {
        underWay.delete(path);
        pump();
      });
    }
  };
  const read = async (path: string): Promise<void> => {
    stale.delete(path);
    try {
      const stamp = await stampOf(path);
      if (known.get(path)?.stamp === stamp && stamp !== '') return;
      known.set(path, { stamp, reading: await readModel(engine, path, ended.signal) });
    } catch (error) {
      if (ended.signal.aborted || error instanceof ConnectionLost) return;
      if (!isGone(error)) onBug(error);
      known.set(path, { stamp: '', reading: NOTHING });
    }
    if (!ended.signal.aborted) onRead(path);
  };

  return {
    get: (path) => {
      const found = known.get(path);
      if (!found || stale.has(path)) {
        waiting.add(path);
        pump();
      }
      return found?.reading;
    },
    known: (path) => known.get(path)?.reading,
    invalidate: (paths) => {
      for (const path of paths) stale.add(path);
    },
    invalidateAll: () => {
      for (const [path, { reading }] of known) {
        stale.add(path);
        known.set(path, { stamp: '', reading });
      }
    },
    setAwake: (next) => {
      awake = next;
      pump();
    },
    dispose: () => ended.abort(),
  };
}

/** Throws what is not the file's fault. */
async function readModel(
  engine: ModelReaderOptions['engine'],
  path: string,
  signal: AbortSignal,
): Promise<ModelReading> {
  const [answer, beside] = await Promise.all([
    engine.inspect({ model: basename(path), folder: dirname(path) }, { signal }).catch((error: unknown) => {
      if (error instanceof WorkbenchError && error.kind !== 'cancelled') return error.issues;
      throw error;
    }),
    findBeside(path),
  ]);
  return 'problems' in answer ? { summary: answer, problems: answer.problems, beside } : { problems: answer, beside };
}

async function stampOf(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  const settings = await stat(path + OWN_SETTINGS_SUFFIX).catch(() => undefined);
  return `${size}:${mtimeMs}:${settings?.size ?? ''}:${settings?.mtimeMs ?? ''}`;
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
