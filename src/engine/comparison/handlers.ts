import type { SideName } from '../../contract/side';
import type { Client, Handlers } from '../../contract/rpc';
import type { Joint } from '../prediction/open-prediction';
import type { ComparisonProtocol } from '../workers/comparison-protocol';
import type { DataHostProtocol } from '../workers/data-protocol';
import type { Keeping } from './fold-rows';
import { openComparison, type OpenComparison } from './open-comparison';

/** Ended comparisons whose numbers are kept, for another tolerance. */
const MOST_KEPT = 8;

export interface ComparisonHandlers {
  readonly handlers: Handlers<ComparisonProtocol>;
  /** How a prediction takes part in a comparison; undefined for one by itself. */
  readonly jointOf: (job: string) => Joint | undefined;
}

/** Comparisons in the data thread, by their id. */
export function createComparisonHandlers(host: Client<DataHostProtocol>, privateFolder: string): ComparisonHandlers {
  const comparisons = new Map<string, OpenComparison>();
  const ended = new Set<string>();
  const joined = new Map<string, { readonly id: string; readonly side: SideName }>();
  const of = (id: string): OpenComparison => {
    const open = comparisons.get(id);
    if (!open) throw new Error(`No comparison ${id}.`);
    return open;
  };
  const forget = async (id: string): Promise<void> => {
    const open = comparisons.get(id);
    comparisons.delete(id);
    ended.delete(id);
    for (const [job, { id: member }] of joined) if (member === id) joined.delete(job);
    await open?.forget();
  };
  return {
    handlers: {
      openComparison: async ({ id, request, runs }, { signal }) => {
        const keeping: Keeping = {
          folder: privateFolder,
          id,
          keepRows: (rows) => host.keepRows({ ...rows, result: id }),
          dropRows: () => host.dropRows(id),
        };
        const open = await openComparison({ request, runs, keeping, signal });
        comparisons.set(id, open);
        return open.opened;
      },
      joinComparison: ({ id, side, job }) => void joined.set(job, { id, side }),
      compareExternals: (id) => of(id).compareExternals(),
      stopComparison: (id) => comparisons.get(id)?.stop(),
      finishComparison: async (id) => {
        const finished = await of(id).finish();
        ended.add(id);
        const [oldest] = ended;
        if (ended.size > MOST_KEPT && oldest !== undefined) await forget(oldest);
        return finished;
      },
      compareAgain: ({ id, tolerance }) => comparisons.get(id)?.again(tolerance),
      forgetComparison: (id) => forget(id),
    },
    jointOf: (job) => {
      const member = joined.get(job);
      return member && of(member.id).joint(member.side);
    },
  };
}
