import { WorkbenchError } from '../../contract/issue';
import type { RowColumnId } from '../../contract/rows';
import { cellsOf, splitColumn } from '../../log/rows/cells';
import type { StoredBatch } from '../../log/rows/stored';
import { joinParts, type ColumnPart, type ColumnValues } from './column-values';
import type { Result } from './result';

/** Gathers whole columns while the spans of a result go by. */
export interface ColumnGathering {
  add(batch: StoredBatch): void;
  /** Throws WorkbenchError where the result has no such column. */
  column(id: RowColumnId): ColumnValues;
}

export function gatherColumns(result: Result, ids: Iterable<RowColumnId>): ColumnGathering {
  const parts = new Map<RowColumnId, ColumnPart[]>();
  for (const id of ids) parts.set(id, []);
  const joined = new Map<RowColumnId, ColumnValues>();
  return {
    add: (batch) => {
      for (const [id, list] of parts) {
        const cells = cellsOf(batch, id);
        list.push({
          rows: batch.rows,
          values: cells?.values(),
          isPresent: (index) => cells?.isPresent(index) ?? false,
        });
      }
    },
    column: (id) => {
      const known = joined.get(id);
      if (known) return known;
      const list = parts.get(id) ?? [];
      if (list.length > 0 && list.every(({ values }) => values === undefined)) throw noSuchColumn(result, id);
      const column = joinParts(list);
      joined.set(id, column);
      return column;
    },
  };
}

/** Why there is no such column: what was not logged is said as such. */
export function noSuchColumn({ run }: Result, id: RowColumnId): WorkbenchError {
  const { kind, name } = splitColumn(id);
  if (kind === 'input' && run.inputs !== 'full') {
    const message = `The column '${name}' is not in the log: "log.inputs" is "${run.inputs}" in the settings beside the model. Set it to "full" and run again to sort or filter by inputs.`;
    return new WorkbenchError('usage', { code: 'inputs-not-logged', message, column: name });
  }
  if (kind === 'truth') return noTruth();
  const message = `The rows of this run have no column '${id}': choose one that the page shows.`;
  return new WorkbenchError('usage', { code: 'row-column-unknown', message, column: id });
}

export function noTruth(): WorkbenchError {
  const message =
    'No truth was logged with these rows, so that none of them can be called right or wrong. Run again with the column or file that has the truth.';
  return new WorkbenchError('usage', { code: 'no-truth', message });
}
