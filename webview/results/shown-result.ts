import type { FinishedRun, ResultsPageState } from '../../src/contract/results-page';
import type { RowCondition } from '../../src/contract/rows';
import type { ShownRows } from '../shared/rows/shown-rows';

/** A result whose rows are shown. */
export interface ShownResult extends ShownRows, Pick<FinishedRun, 'classes' | 'skipped'> {}

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

/** What is worth a click of its own: the errors, and the rows that were skipped. */
export function offeredConditions({ metrics, skipped }: ShownResult): readonly RowCondition[] {
  const hasErrors = metrics !== undefined && 'accuracy' in metrics && metrics.accuracy < 1;
  return [...(hasErrors ? [{ kind: 'wrong' } as const] : []), ...(skipped > 0 ? [{ kind: 'failed' } as const] : [])];
}
