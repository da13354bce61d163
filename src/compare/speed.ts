import type { Speed } from '../contract/speed';
import { quantile } from './quantile';

/** Fewer runs than this say nothing of a 95th percentile. */
export const LEAST_RUNS = 10;

/** `times` are milliseconds of runs of `batch` rows each. */
export function speedOf(
  times: readonly number[],
  { batch, ...facts }: Pick<Speed, 'batch' | 'infer' | 'bytes' | 'externalBytes'>,
): Speed {
  const runs = times.length;
  const spent = times.reduce((sum, time) => sum + time, 0);
  if (runs < LEAST_RUNS || spent <= 0)
    return { status: 'insufficient', p50: null, p95: null, rowsPerSecond: null, runs, batch, ...facts };
  const sorted = Float64Array.from(times).sort();
  const [p50, p95] = [quantile(sorted, 0.5), quantile(sorted, 0.95)];
  return { status: 'measured', p50, p95, rowsPerSecond: (batch * runs * 1000) / spent, runs, batch, ...facts };
}
