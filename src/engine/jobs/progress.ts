import type { PredictProgress } from '../../contract/predict';
import type { CallContext } from '../../contract/rpc';

/** At most ten reports a second. */
const REPORT_EVERY_MS = 100;

export function createProgress(
  context: CallContext,
  total: number | undefined,
): { add(rows: number, fraction: number | undefined): void } {
  const started = performance.now();
  let rows = 0;
  let reported = Number.NEGATIVE_INFINITY;
  return {
    add: (more, fraction) => {
      rows += more;
      const now = performance.now();
      if (now - reported < REPORT_EVERY_MS) return;
      reported = now;
      const rowsPerSecond = rows / Math.max((now - started) / 1000, 1e-3);
      context.progress({
        kind: 'rows',
        rows,
        ...(total === undefined ? {} : { total }),
        ...(fraction === undefined ? {} : { fraction }),
        rowsPerSecond,
      } satisfies PredictProgress);
    },
  };
}
