import type { FinishedRun, ResultsPageState } from '../../../src/contract/results-page';
import type { RowsOrigin } from '../../../src/contract/rows';

/** A result whose rows are shown. */
export interface ShownResult extends Pick<FinishedRun, 'classes' | 'metrics' | 'skipped' | 'first'> {
  readonly origin: RowsOrigin;
  /** Rows there are so far. */
  readonly rows: number;
  /** Whether it is all there: only then can it be looked through. */
  readonly complete: boolean;
  /** Whether a newer one is under way. */
  readonly stale: boolean;
}

/**
 * The result that a page shows. A complete one stays while the next is under way, so that neither the keyboard nor the
 * eye loses its place; undefined where there are no rows.
 */
export function shownResult(
  { view, onChange }: Pick<ResultsPageState, 'view' | 'onChange'>,
  before: ShownResult | undefined,
): ShownResult | undefined {
  if (view.kind === 'running') {
    if (before?.complete) return { ...before, stale: true };
    if (!view.origin || view.rows === 0) return undefined;
    const { origin, rows, classes } = view;
    return { origin, rows, complete: false, stale: false, skipped: 0, ...(classes && { classes }) };
  }
  if (view.kind !== 'finished' || !view.origin) return undefined;
  const { origin, rows, classes, metrics, skipped, first } = view;
  return {
    origin,
    rows,
    complete: true,
    stale: onChange.step.kind === 'running',
    skipped,
    ...(classes && { classes }),
    ...(metrics && { metrics }),
    ...(first && { first }),
  };
}
