import type { ComparedColumn } from '../../contract/compare-rows';
import type { RowTruths } from '../../contract/predicted';
import type { ComparedBatch, FoldedBatch } from '../../compare/comparison';
import { joinAnswers } from '../../compare/joined-rows';
import type { Batch, TableHead } from '../../data/table';
import { encodeRows } from '../../log/rows/encode';
import { takeInputs } from '../rows/take-rows';
import type { Completed } from '../workers/data-protocol';

/** A batch of the data whose rows were compared. */
export interface ComparedRowsBatch {
  readonly batch: Batch;
  readonly compared: ComparedBatch;
  readonly folded: FoldedBatch;
  readonly truths?: RowTruths;
}

/** Packs the rows of a comparison with what both sides answered, as rows of a run are packed. */
export interface JoinedRowsPacker {
  pack(batch: ComparedRowsBatch): Completed & { readonly rows: Uint8Array };
  /** Those of all batches so far. */
  columns(): readonly ComparedColumn[];
}

/** `redact`: names of columns that are not kept. */
export function createJoinedRows(head: TableHead, redact: readonly string[]): JoinedRowsPacker {
  const columns = new Map<string, ComparedColumn>();
  let start = 0;
  return {
    pack: ({ batch, compared, folded, truths }) => {
      const joined = joinAnswers(compared, folded, start);
      for (const column of joined.columns) columns.set(column.id, column);
      const { rows: count } = joined.predicted;
      const rows = encodeRows({
        batch: inputsOf(batch, compared, start),
        columns: head.columns,
        ...(head.decimal && { decimal: head.decimal }),
        ...(head.dtypes && { dtypes: head.dtypes }),
        predicted: joined.predicted,
        ...(truths && { truths }),
        inputs: 'full',
        redact,
      });
      start += count;
      return { rows, start: start - count, count };
    },
    columns: () => [...columns.values()],
  };
}

/** The rows of the data that were compared, counted anew. */
function inputsOf(batch: Batch, { indexes }: ComparedBatch, start: number): Batch {
  if (!indexes) return { ...batch, start };
  return takeInputs([batch], { source: new Uint32Array(indexes.length), index: indexes }, start);
}
