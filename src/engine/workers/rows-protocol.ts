import type { EngineProtocol } from '../../contract/engine';
import type { RowsOrigin } from '../../contract/rows';

/** Where the rows of a result lie: in the log at this path. */
export interface RowsPlace extends RowsOrigin {
  readonly log: string;
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
  changes(request: { readonly before: RowsPlace; readonly after: RowsPlace }): Result<'changes'>;
}
