import erfc from '@stdlib/math-base-special-erfc';
import type { McNemar } from '../contract/label-comparison';

/** Upper tail of chi-square with one degree of freedom. */
function chiSquareTail(statistic: number): number {
  return erfc(Math.sqrt(statistic / 2));
}

/** Two-sided tail of the standard normal distribution. */
export function normalTwoSided(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}

/**
 * P(X <= k) for X binomial with n trials of probability 1/2. Terms fall geometrically below n/2, so they are summed from
 * the largest on until they no longer count.
 */
export function binomialHalfTail(k: number, n: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  if (k > n / 2) return 1 - binomialHalfTail(n - k - 1, n);
  const scale = 2 ** 512;
  let [largest, exponent] = [1, -n];
  for (let j = 1; j <= k; j++) {
    largest *= (n - k + j) / j;
    if (largest < scale) continue;
    largest /= scale;
    exponent += 512;
  }
  let [sum, term] = [0, 1];
  for (let i = k; i >= 0 && term > 0; i--) {
    sum += term;
    term *= i / (n - i + 1);
  }
  return sum * largest * 2 ** exponent;
}

/**
 * McNemar's test (1947) without continuity correction, chi-square with one degree of freedom, and the exact two-sided
 * binomial test. `b` rows became wrong, `c` became right.
 */
export function mcnemar(b: number, c: number): McNemar {
  const changed = b + c;
  if (changed === 0) return { statistic: 0, p: 1, exactP: 1 };
  const statistic = (b - c) ** 2 / changed;
  return { statistic, p: chiSquareTail(statistic), exactP: Math.min(1, 2 * binomialHalfTail(Math.min(b, c), changed)) };
}

/** Below this many changed rows the exact test is the one to go by. */
const EXACT_BELOW = 25;

/** The p value to go by: the exact one for few changed rows. */
export function pOf({ p, exactP }: McNemar, changed: number): number {
  return changed < EXACT_BELOW ? exactP : p;
}

/** Holm's step-down correction (1979): adjusted p values in the order of `ps`. */
export function holm(ps: readonly number[]): readonly number[] {
  const order = ps.map((p, index) => ({ p, index })).toSorted((one, other) => one.p - other.p);
  const adjusted = new Array<number>(ps.length).fill(1);
  let largest = 0;
  for (const [place, { p, index }] of order.entries()) {
    largest = Math.max(largest, Math.min(1, p * (ps.length - place)));
    adjusted[index] = largest;
  }
  return adjusted;
}
