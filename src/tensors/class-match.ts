import type { ClassLabel } from '../contract/model';
import { parseNumber } from './cells';

/** The classes of a model in index order: labels as the graph has them, and names where they are known. */
export interface ClassNaming {
  readonly labels: readonly ClassLabel[];
  readonly names?: readonly string[];
}

/** A true label or target; undefined where the file has none. */
export type TruthValue = string | number | boolean | undefined;

/** How a value stands for a class. */
export type ClassScheme = 'label' | 'name' | 'index';

/** Finds the index of the class that a value stands for: exactly as written, else as the same number ("1", "1.0", true). */
export function classLookup(
  naming: ClassNaming,
  scheme: ClassScheme,
): (value: string | number | boolean) => number | undefined {
  const words = wordsOf(naming, scheme);
  const exact = new Map<string, number>();
  const alike = new Map<string, number>();
  for (const [index, word] of words.entries()) {
    if (!exact.has(String(word))) exact.set(String(word), index);
    if (!alike.has(valueKey(word))) alike.set(valueKey(word), index);
  }
  return (value) => exact.get(String(value)) ?? alike.get(valueKey(value));
}

/**
 * The scheme under which all `values` are classes (labels before names before indexes), else the one that explains most
 * of them. Undefined where none explains any.
 */
export function chooseScheme(
  naming: ClassNaming,
  values: readonly (string | number | boolean)[],
): ClassScheme | undefined {
  let best: { readonly scheme: ClassScheme; readonly hits: number } | undefined;
  for (const scheme of ['label', 'name', 'index'] as const) {
    const find = classLookup(naming, scheme);
    const hits = values.reduce<number>((count, value) => count + (find(value) === undefined ? 0 : 1), 0);
    if (hits > (best?.hits ?? 0)) best = { scheme, hits };
  }
  return best?.scheme;
}

/** The same text for values that are the same number or the same text. */
export function valueKey(value: string | number | bigint | boolean): string {
  const text = String(value).trim();
  const whole = /^[+-]?\d+(\.0*)?$/.test(text) ? BigInt(text.replace(/\.0*$/, '').replace('+', '')) : undefined;
  if (whole !== undefined) return whole.toString();
  const number = parseNumber(text, '.');
  return number === undefined ? text : `${number}`;
}

function wordsOf({ labels, names }: ClassNaming, scheme: ClassScheme): readonly ClassLabel[] {
  if (scheme === 'label') return labels;
  return scheme === 'name' ? (names ?? []) : labels.map((_, index) => index);
}
