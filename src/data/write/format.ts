import type { PredictedBatch, RowTruths } from '../../contract/predicted';
import type { Batch, RawRows } from '../table';
import type { Cells, CellType } from './cells';

/** Writes predictions batch by batch, in order. After `abort`, or a `finish` that succeeded, nothing else may be called. */
export interface PredictionWriter {
  /** `predicted` answers exactly the rows of `batch`; `truths` are theirs, where they may be kept. */
  add(batch: Batch, predicted: PredictedBatch, truths?: RowTruths): Promise<void>;
  finish(): Promise<void>;
  /** Removes what was written so far. */
  abort(): Promise<void>;
}

export interface OutputField {
  readonly name: string;
  readonly type: CellType;
}

/** The first `columns` cells of every row as the text that they stand in. */
export interface RawCells {
  readonly rows: RawRows;
  readonly columns: number;
}

/** Bytes of one file format. `begin` is called once, before the first rows; every part may be empty. */
export interface TableFormat {
  begin(fields: readonly OutputField[]): Uint8Array;
  /** Bytes that it yields are used again once the next are asked for. `raw` has the text of the first cells of a row. */
  rows(cells: readonly Cells[], count: number, raw?: RawCells): Iterable<Uint8Array>;
  end(): Iterable<Uint8Array>;
}
