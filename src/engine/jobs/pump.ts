import type { ErrorKind, Issue } from '../../contract/issue';
import type { EngineParts } from '../parts';
import { callRuntime } from './runtime-call';
import type { Completed, FeedRun, NextBatch, RunAnswer } from '../workers/data-protocol';
import { buffersOf } from '../transport';
import { sliceFeeds } from './slice-feeds';

export interface PumpOptions {
  readonly job: string;
  readonly session: string;
  readonly fetches: readonly string[];
  readonly onError: 'stop' | 'skip';
  readonly signal: AbortSignal;
  readonly runLimitMs: number;
  /** Told what a batch is fed before it runs; true where it stays with whoever was told. */
  readonly onFeeds: (runs: readonly FeedRun[]) => boolean;
  /** Told how long a run took. */
  readonly onRun: (rows: number, milliseconds: number) => void;
  /** Takes the finished rows of a batch in order. */
  readonly onBatch: (completed: Completed, fraction: number | undefined) => Promise<void>;
}

export type PumpEnd =
  | { readonly kind: 'ok' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly errorKind: ErrorKind; readonly issues: readonly Issue[] };

/** A call of the runtime took longer than its limit: nothing but the end of the process stops it. */
export class RunTookTooLong extends Error {
  override readonly name = 'RunTookTooLong';
}

export interface PumpResult {
  readonly end: PumpEnd;
  /** Milliseconds inside the runtime. */
  readonly infer: number;
}

/**
 * Drives parse -> bind -> run -> write over a fixed ring of three batches: while one runs, the next is parsed and the
 * one before is written and logged. Throws RunTookTooLong.
 */
export async function pump(parts: EngineParts, options: PumpOptions): Promise<PumpResult> {
  let infer = 0;
  let written: Promise<PumpEnd | undefined> = Promise.resolve(undefined);
  let upcoming = parts.data.next(options.job);
  for (;;) {
    const batch = await upcoming;
    if (batch.kind !== 'batch' || options.signal.aborted) {
      const failed = await written;
      return { infer, end: failed ?? endOf(batch, options.signal) };
    }
    const kept = options.onFeeds(batch.runs);
    upcoming = parts.data.next(options.job);
    upcoming.catch(() => undefined);
    const { answer: answers, milliseconds } = await runAll(parts, options, batch.runs, kept);
    infer += milliseconds;
    const failed = await written;
    if (failed) return { infer, end: failed };
    if (isAborted(options.signal)) return { infer, end: { kind: 'cancelled' } };
    const failure = options.onError === 'stop' ? answers.find((answer) => answer.kind === 'failed') : undefined;
    if (failure?.kind === 'failed') {
      const explained = await parts.data.explain({ job: options.job, ...failure });
      return { infer, end: { kind: 'failed', ...explained } };
    }
    written = write(parts, options, answers, batch.fraction);
    written.catch(() => undefined);
  }
}

/** Read anew each time: it changes while others run. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function endOf(batch: NextBatch, signal: AbortSignal): PumpEnd {
  if (batch.kind === 'failed') return { kind: 'failed', errorKind: batch.errorKind, issues: batch.issues };
  return { kind: signal.aborted ? 'cancelled' : 'ok' };
}

async function write(
  parts: EngineParts,
  options: PumpOptions,
  answers: readonly RunAnswer[],
  fraction: number | undefined,
): Promise<PumpEnd | undefined> {
  const values = answers.flatMap((answer) => (answer.kind === 'ok' ? [...answer.outputs.values()] : []));
  const transfer = buffersOf(values.map(({ data }) => data));
  const outcome = await parts.data.complete({ job: options.job, answers }, { transfer });
  if (outcome.kind === 'failed') return outcome;
  await options.onBatch(outcome.completed, fraction);
  return undefined;
}

/** Whether nobody needs the feeds afterwards. */
type OneRun = FeedRun & { readonly last: boolean };

interface Timed {
  readonly answer: readonly RunAnswer[];
  readonly milliseconds: number;
}

async function runAll(
  parts: EngineParts,
  options: PumpOptions,
  runs: readonly FeedRun[],
  kept: boolean,
): Promise<Timed> {
  // Runs of one batch may share a feed, and one that fails may be run again.
  const last = !kept && runs.length === 1 && options.onError === 'stop';
  const answers: RunAnswer[] = [];
  let infer = 0;
  for (const run of runs) {
    if (isAborted(options.signal)) break;
    const { answer, milliseconds } = await runWithin(parts, options, { ...run, last });
    infer += milliseconds;
    options.onRun(run.rows, milliseconds);
    answers.push(...answer);
  }
  return { answer: answers, milliseconds: infer };
}

/** With `skip`, a run that fails is tried again row by row, so that one bad row costs only itself. */
async function runWithin(parts: EngineParts, options: PumpOptions, run: OneRun): Promise<Timed> {
  const first = await runOnce(parts, options, run);
  if (options.onError === 'stop' || run.rows === 1 || first.answer[0]?.kind !== 'failed') return first;
  const answer: RunAnswer[] = [];
  let { milliseconds } = first;
  for (const single of sliceFeeds(run)) {
    if (options.signal.aborted) break;
    const next = await runOnce(parts, options, { ...single, last: false });
    answer.push(...next.answer);
    milliseconds += next.milliseconds;
  }
  return { answer, milliseconds };
}

async function runOnce(parts: EngineParts, options: PumpOptions, run: OneRun): Promise<Timed> {
  const { start, rows, feeds, last } = run;
  const request = { session: options.session, feeds, fetches: options.fetches };
  const transfer = last ? buffersOf([...feeds.values()].map(({ data }) => data)) : [];
  const { signal, runLimitMs: limitMs } = options;
  const end = await callRuntime(parts.turns, { signal, limitMs }, () => parts.sessions.run(request, { transfer }));
  if (end.kind === 'withdrawn') return { answer: [], milliseconds: 0 };
  if (end.kind === 'stuck') throw new RunTookTooLong(`longer than ${limitMs} ms`);
  const result = end.value;
  const answer: RunAnswer =
    result.kind === 'ok'
      ? { start, rows, kind: 'ok', outputs: result.outputs }
      : { start, rows, kind: 'failed', message: result.message };
  return { answer: [answer], milliseconds: result.milliseconds };
}
