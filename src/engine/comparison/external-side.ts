import type { CompareRequest } from '../../contract/compare';
import type { Issue } from '../../contract/issue';
import type { SideName } from '../../contract/side';
import type { ClassLabel } from '../../contract/model';
import type { PredictedBatch } from '../../contract/predicted';
import type { Batch, TableHead } from '../../data/table';
import type { OutputMeaning } from '../../tensors/output-meaning';
import type { RunPlace } from './logged-run';

/** Answers of a side that is no model, for rows of the data. */
export interface ExternalSide {
  /** Columns of the data that hold its predictions: neither features nor target. */
  readonly ownColumns: readonly string[];
  readonly classes?: readonly ClassLabel[];
  /** What there is to say of how its rows are joined. */
  readonly issues?: readonly Issue[];
  /** `indexes`: which rows of the batch it answers, where not all; `predicted` has those alone. */
  read(batch: Batch): Promise<ExternalAnswer>;
  /** After the last batch: rows of its own that the data does not have. */
  rowsLeft(): number;
  close(): Promise<void>;
}

export interface ExternalAnswer {
  readonly predicted: PredictedBatch;
  readonly indexes?: Uint32Array;
}

export interface ExternalContext {
  readonly request: CompareRequest;
  readonly side: SideName;
  /** The table whose rows are compared. */
  readonly head: TableHead;
  readonly dataName: string;
  /** What the other side answers, where it is a model. */
  readonly meaning?: OutputMeaning;
  /** The run of the log whose inputs that table is. */
  readonly source?: RunPlace;
  /** The id that the settings name. */
  readonly id?: string;
}
