import { setImmediate } from 'node:timers/promises';
import { cancelled } from '../../contract/issue';
import type { Run } from '../../contract/run';
import type { RowSpan } from '../../log/batches';
import type { Log } from '../../log/log';
import { cutBatch, readBatch, type Slice, type StoredBatch } from '../../log/rows/stored';
import { rowsGone } from './gone';
import { createLru, type Lru } from './lru';

/** Rows of a run that are stored together, ready to be read. */
export interface OpenSpan extends RowSpan {
  /** All rows of the span, or `rows` of them from the `first`. Nothing is copied before it is read. */
  cut(first?: number, rows?: number): StoredBatch;
}

/** The rows of one run as they are now. */
export interface Result {
  /** Tells this state of these rows from any other. */
  readonly key: string;
  readonly run: Run;
  readonly rows: number;
  readonly spans: readonly RowSpan[];
  open(span: RowSpan): Promise<OpenSpan>;
}

/** Opens results, and keeps what was read of them last. */
export type Results = (log: Log, id: string) => Promise<Result>;

/** Where the rows of that many spans lie is kept: a run of single rows has as many. */
const KEPT_SPANS = 1 << 21;

/** Keeps at most so many bytes of stored rows, as they lie in the log. Rows go as far as they are stored without a gap. */
export function createResults(mostBytes: number): Results {
  const opened = createLru<OpenSpan>(mostBytes);
  const listed = createLru<readonly RowSpan[]>(KEPT_SPANS);
  return async (log, id) => {
    const run = await log.getRun(id);
    const state = JSON.stringify([log.path, run.id, run.rows]);
    const spans = listed.get(state) ?? withoutGap(await log.readSpans(run.id));
    const rows = spans.reduce((sum, span) => sum + span.rows, 0);
    if (rows === run.rows) listed.set(state, spans, spans.length);
    const key = JSON.stringify([log.path, run.id, rows]);
    return { key, run, rows, spans, open: (span) => openStored(log, run.id, span, opened) };
  };
}

async function openStored(log: Log, run: string, span: RowSpan, opened: Lru<OpenSpan>): Promise<OpenSpan> {
  const key = (start: number): string => JSON.stringify([log.path, run, start]);
  const kept = opened.get(key(span.start));
  if (kept?.rows === span.rows) return kept;
  const shared = await log.readShared(run, span.start);
  if (!shared) throw rowsGone();
  const batch = readBatch(shared.bytes);
  const size = shared.bytes.byteLength / shared.slices.length;
  const all = shared.slices.map((slice) => openSpan(slice, (part) => cutBatch(batch, part)));
  for (const each of all) opened.set(key(each.start), each, size);
  const found = all.find(({ start }) => start === span.start);
  if (!found) throw rowsGone();
  return found;
}

function withoutGap(spans: readonly RowSpan[]): readonly RowSpan[] {
  let end = 0;
  const kept: RowSpan[] = [];
  for (const span of spans) {
    if (span.start !== end) return kept;
    kept.push(span);
    end += span.rows;
  }
  return kept;
}

function openSpan({ start, first, rows }: Slice, cut: (part: Slice) => StoredBatch): OpenSpan {
  return {
    start,
    rows,
    cut: (from = 0, count = rows - from) => cut({ start: start + from, first: first + from, rows: count }),
  };
}

/** Every span in order; others get their turn before each. Throws WorkbenchError where `signal` is aborted. */
export async function* eachSpan(result: Result, signal: AbortSignal): AsyncGenerator<OpenSpan> {
  for (const span of result.spans) {
    await breathe(signal);
    yield await result.open(span);
  }
}

/** Lets what waits be heard, a cancel too. Throws WorkbenchError where `signal` is aborted. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await setImmediate();
  if (signal.aborted) throw cancelled();
}

/** Position among `spans` of the one that holds a row. */
export function spanOf(spans: readonly RowSpan[], row: number): number {
  let [low, high] = [0, spans.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((spans[middle]?.start ?? 0) <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}
