import type { StoredBatch } from '../../log/rows/stored';
import { withOutputs } from '../../log/rows/replace';
import type { RowMarksColumn } from '../workers/rows-protocol';
import { rowsGone } from './gone';
import { createLru } from './lru';
import type { OpenSpan, Result } from './result';

const KEPT_BYTES = 64 << 20;
/** Ids of runs have none. */
const SEPARATOR = '#';

/** Names the rows of a result under another tolerance, of which `change` tells one from the next. */
export function markedId(result: string, change: string): string {
  return `${rowsIdOf(result)}${SEPARATOR}${change}`;
}

/** The result whose rows are meant, whatever the tolerance. */
export function rowsIdOf(result: string): string {
  return result.split(SEPARATOR, 1)[0] ?? result;
}

export function isMarked(result: string): boolean {
  return result.includes(SEPARATOR);
}

/** Marks of rows under other tolerances than the one with which they were stored. */
export interface Marks {
  /** Keeps the columns that have other values. */
  set(marked: string, columns: readonly RowMarksColumn[]): void;
  /** The result with these columns in the place of its own. Throws WorkbenchError `rows-gone` where they are not kept any more. */
  apply(result: Result, marked: string): Result;
}

export function createMarks(): Marks {
  const kept = createLru<readonly RowMarksColumn[]>(KEPT_BYTES);
  return {
    set: (marked, columns) =>
      kept.set(
        marked,
        columns,
        columns.reduce((bytes, { values }) => bytes + values.byteLength, 0),
      ),
    apply: (result, marked) => {
      const columns = kept.get(marked);
      if (!columns) throw rowsGone();
      return {
        ...result,
        key: JSON.stringify([result.key, marked]),
        open: async (span) => markedSpan(await result.open(span), columns),
      };
    },
  };
}

function markedSpan(span: OpenSpan, columns: readonly RowMarksColumn[]): OpenSpan {
  return { ...span, cut: (first, rows) => markedBatch(span.cut(first, rows), columns) };
}

function markedBatch(batch: StoredBatch, columns: readonly RowMarksColumn[]): StoredBatch {
  const { start, rows } = batch;
  const parts = columns.map(({ name, values }) => [name, values.subarray(start, start + rows)] as const);
  return withOutputs(batch, new Map(parts));
}
