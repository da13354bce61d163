import type { EngineProtocol } from '../../contract/engine';
import type { RowsOrigin } from '../../contract/rows';

/** Where the rows of a result lie: in the log at this path. */
export interface RowsPlace extends RowsOrigin {
  readonly log: string;
}

/** Other values for an output of rows, which holds bools: 0 or 1 for each row of the result. */
export interface RowMarksColumn {
  readonly name: string;
  readonly values: Uint8Array;
}

type Argument<K extends keyof EngineProtocol> = Parameters<EngineProtocol[K]>[0];
type Result<K extends keyof EngineProtocol> = ReturnType<EngineProtocol[K]>;

/** What the thread that reads logged rows answers: the engine's own methods about rows, with their place. */
export interface RowsProtocol {
  rows(request: Argument<'rows'> & RowsPlace): Result<'rows'>;
  summaries(request: Argument<'summaries'> & RowsPlace): Result<'summaries'>;
  residuals(request: RowsPlace): Result<'residuals'>;
  slice(request: Argument<'slice'> & RowsPlace): Result<'slice'>;
  whole(request: RowsPlace): Result<'whole'>;
  exportRows(request: Argument<'exportRows'> & RowsPlace): Result<'exportRows'>;
  copyRows(request: Argument<'copyRows'> & RowsPlace): Result<'copyRows'>;
  /** The rows of a result are called `marked` too, with these columns in the place of its own. */
  markRows(request: { readonly marked: string; readonly columns: readonly RowMarksColumn[] }): void;
  changes(request: { readonly before: RowsPlace; readonly after: RowsPlace }): Result<'changes'>;
}
