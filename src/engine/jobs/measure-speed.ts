import type { SideName } from '../../contract/side';
import type { Speeds } from '../../contract/speed';
import { LEAST_RUNS, speedOf } from '../../compare/speed';
import { modelBytes } from '../model-files';
import type { EngineParts } from '../parts';
import type { FeedRun } from '../workers/data-protocol';
import type { RunRequest } from '../workers/session-protocol';
import type { SideRun } from './compare-sides';
import { RUN_LIMIT_MS } from './drain';
import { answerOf } from './runtime-call';

/** Rounds: every model runs once in each. */
const MOST_ROUNDS = 200;
const WARM_UP_ROUNDS = 2;
/** Measuring takes a twentieth of what the comparison took, within these limits. */
const SHARE = 0.05;
const LEAST_MS = 100;
const MOST_MS = 5_000;
/** One call of the runtime's thread; a cancel waits no longer than for that. */
const CALL_MS = 200;

/**
 * Runs the models once more in turn on what the first batch was fed, for a short time. Where that gives too few runs, those
 * of the comparison count. `elapsed` is how long it took. Throws WorkbenchError for a cancel.
 */
export async function measureSpeed(
  parts: EngineParts,
  runs: readonly SideRun[],
  elapsed: number,
  signal: AbortSignal,
): Promise<Speeds> {
  const budget = Math.min(MOST_MS, Math.max(LEAST_MS, elapsed * SHARE));
  const measured = await measure(parts, runs, budget, signal);
  const sides = await Promise.all(
    runs.map(async ({ side, ready, drained }, place) => {
      const { model, externalData } = ready.prepared.load;
      const own = measured[place] ?? [];
      const { times = [] } = drained;
      const chosen = own.length < LEAST_RUNS && times.length > own.length ? times : own;
      const facts = { batch: drained.first?.[0]?.rows ?? 0, infer: drained.infer };
      return [side, speedOf(chosen, { ...facts, ...(await modelBytes(model, externalData)) })] as const;
    }),
  );
  return Object.fromEntries<Speeds[SideName] & object>(sides);
}

/** Milliseconds of the runs of each side. */
async function measure(
  parts: EngineParts,
  runs: readonly SideRun[],
  budget: number,
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  const all = runs.map(() => [] as number[]);
  const sides = runs.flatMap(({ ready, drained }) => measuredRun(ready.session, ready.prepared.fetches, drained.first));
  const round = runs.reduce((sum, { drained }) => sum + (drained.times?.[0] ?? drained.infer), 0);
  if (sides.length < runs.length || round > budget) return all;
  const started = performance.now();
  for (let rounds = 0; rounds < MOST_ROUNDS && performance.now() - started < budget;) {
    const request = {
      runs: sides,
      rounds: MOST_ROUNDS - rounds,
      warmUp: rounds === 0 ? WARM_UP_ROUNDS : 0,
      milliseconds: Math.min(CALL_MS, budget),
    };
    const label = 'the models while their speed was measured';
    const times = await answerOf(parts, { signal, limitMs: RUN_LIMIT_MS, label }, () =>
      parts.sessions.measure(request),
    );
    const done = times[0]?.length ?? 0;
    if (done === 0) break;
    for (const [place, own] of times.entries()) all[place]?.push(...own);
    rounds += done;
  }
  return all;
}

function measuredRun(
  session: string,
  fetches: readonly string[],
  first: readonly FeedRun[] | undefined,
): readonly RunRequest[] {
  const feeds = first?.[0]?.feeds;
  return feeds ? [{ session, feeds, fetches }] : [];
}
