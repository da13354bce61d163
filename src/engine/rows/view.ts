import type { WorkbenchError } from '../../contract/issue';
import type { RowsView } from '../../contract/rows';
import type { StoredBatch } from '../../log/rows/stored';
import { gatherColumns, noSuchColumn, noTruth } from './columns';
import { batchTest, isValueCondition, valueTest, type BatchCondition } from './conditions';
import type { Lru } from './lru';
import { breathe, eachSpan, type Result } from './result';
import { sortRows } from './sort';

/** Numbers of the rows that a view shows, in its order. */
export type ViewRows = Uint32Array;

export interface Views {
  /** Undefined for a view of all rows in the order of the file. Throws WorkbenchError for a column that is not there. */
  rowsOf(result: Result, view: RowsView | undefined, signal: AbortSignal): Promise<ViewRows | undefined>;
}

/** Whether a view is all rows in the order of the file. */
export function showsAll(view: RowsView | undefined): boolean {
  return !view || (view.conditions.length === 0 && !view.order);
}

/** Each view is computed once, and kept while there is room. */
export function createViews(kept: Lru<ViewRows>): Views {
  const underWay = new Map<string, Promise<ViewRows>>();
  const rowsOf: Views['rowsOf'] = async (result, view, signal) => {
    if (!view || showsAll(view)) return undefined;
    const key = JSON.stringify([result.key, view.conditions, view.order]);
    const known = kept.get(key);
    if (known) return known;
    const begun = underWay.get(key);
    if (begun) {
      await begun.catch(() => undefined);
      await breathe(signal);
      return rowsOf(result, view, signal);
    }
    const computing = computeView(result, view, signal);
    underWay.set(key, computing);
    try {
      const rows = await computing;
      kept.set(key, rows, rows.byteLength + key.length * 2);
      return rows;
    } finally {
      underWay.delete(key);
    }
  };
  return { rowsOf };
}

/** The rows that meet every condition, sorted; one pass over the stored rows. */
async function computeView(result: Result, view: RowsView, signal: AbortSignal): Promise<ViewRows> {
  const { conditions, order } = view;
  const ofValues = conditions.filter(isValueCondition);
  const ofBatches = conditions.filter((condition) => !isValueCondition(condition));
  const columns = new Set(ofValues.map(({ column }) => column));
  if (order) columns.add(order.column);
  const gathering = gatherColumns(result, columns);
  const matching = matchBatches(result, ofBatches);
  for await (const span of eachSpan(result, signal)) {
    const batch = span.cut();
    gathering.add(batch);
    matching.add(batch);
  }
  if (result.rows === 0) return new Uint32Array();
  const tests = ofValues.map((condition) => valueTest(condition, gathering.column(condition.column)));
  const met = matching.rows();
  const rows = tests.length === 0 ? met : met.filter((row) => tests.every((test) => test(row)));
  await breathe(signal);
  return order ? sortRows(rows, gathering.column(order.column), order.direction) : rows;
}

interface Matching {
  add(batch: StoredBatch): void;
  /** Throws WorkbenchError where no batch had what a condition asks about. */
  rows(): ViewRows;
}

function matchBatches(result: Result, conditions: readonly BatchCondition[]): Matching {
  const found = new Uint32Array(result.rows);
  const answered = new Set<BatchCondition>();
  let count = 0;
  return {
    add: (batch) => {
      const tests = conditions.map((condition) => {
        const test = batchTest(condition, batch, result.run);
        if (test) answered.add(condition);
        return test ?? never;
      });
      for (let index = 0; index < batch.rows; index++) {
        if (tests.every((test) => test(index))) found[count++] = batch.start + index;
      }
    },
    rows: () => {
      const unanswered = conditions.find((condition) => !answered.has(condition));
      if (unanswered) throw unanswerable(result, unanswered);
      return found.slice(0, count);
    },
  };
}

function never(): boolean {
  return false;
}

function unanswerable(result: Result, condition: BatchCondition): WorkbenchError {
  return 'column' in condition ? noSuchColumn(result, condition.column) : noTruth();
}
