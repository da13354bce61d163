import type { GoldenCase, GoldenVerdict } from '../../contract/golden';

/** How one golden test ended, and in how many milliseconds. */
export interface TestResult extends GoldenVerdict {
  readonly test: GoldenCase;
  readonly ms: number;
}

/** `cases[]` of `test --json` (docs/json.md). */
export function caseJson({ test, ms, status, reason, message, output, row, maxAbs }: TestResult): object {
  const { name, path } = test;
  return { name, path, status, reason, output, row, maxAbs, ms: Math.round(ms * 1000) / 1000, message };
}

export function passedCount(results: readonly TestResult[]): number {
  return results.filter(({ status }) => status === 'passed').length;
}
