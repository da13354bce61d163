import { digits } from '../../contract/comparison-text';
import type { Speed, Speeds } from '../../contract/speed';

/** How fast and how large two models are, in a line each; nothing where only one ran. */
export function speedLines({ baseline, candidate }: Speeds = {}): readonly string[] {
  if (!baseline || !candidate) return [];
  const size = `size       ${bytesOf(baseline)} > ${bytesOf(candidate)} bytes`;
  if (baseline.status === 'insufficient' || candidate.status === 'insufficient') return [size];
  const runs = Math.min(baseline.runs, candidate.runs);
  const rows = baseline.batch === candidate.batch ? `${baseline.batch}` : `${baseline.batch} > ${candidate.batch}`;
  const speed = `speed      median ${digits(baseline.p50)} > ${digits(candidate.p50)} ms, 95 % ${digits(baseline.p95)} > ${digits(candidate.p95)} ms (${runs} runs, rows in each: ${rows})`;
  return [speed, size];
}

function bytesOf({ bytes, externalBytes }: Speed): string {
  return new Intl.NumberFormat('en').format(bytes + externalBytes);
}
