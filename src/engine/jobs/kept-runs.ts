import type { SideName } from '../../contract/side';
import type { ToleranceOptions } from '../../contract/tolerance';
import type { FeedRun } from '../workers/data-protocol';
import type { LoadRequest } from '../workers/session-protocol';

/** As many as the data thread keeps. */
const MOST_KEPT = 8;

/** What it takes to run both models of a comparison once more on its first rows. */
export interface KeptRun {
  readonly sides: Readonly<Record<SideName, { readonly load: LoadRequest; readonly runs: readonly FeedRun[] }>>;
  /** Of the settings and the request. */
  readonly tolerance: ToleranceOptions;
  readonly limits: { readonly load?: number; readonly run?: number };
}

/** The last comparisons of two models, by their results. */
export interface KeptRuns {
  keep(result: string, run: KeptRun): void;
  get(result: string): KeptRun | undefined;
}

export function createKeptRuns(): KeptRuns {
  const kept = new Map<string, KeptRun>();
  return {
    keep: (result, run) => {
      kept.set(result, run);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    },
    get: (result) => kept.get(result),
  };
}
