import { MOST_MATRIX_CLASSES, type ClassLabel } from '../contract/model';
import type { ClassificationMetrics, ClassMetrics, Metrics } from '../contract/run';
import { chooseScheme, classLookup, valueKey, type ClassNaming, type ClassScheme } from './class-match';

/** How single truths compare with their predictions. */
export interface ClassVerdicts {
  /** Positions of truths that are none of the model's classes, where those are known and others are. */
  readonly strange: readonly number[];
  /** By position. */
  readonly wrong: readonly boolean[];
}

/** Counts of true and predicted classes. */
export interface ClassCounts {
  /** `truths[i]` belongs to `predicted[i]`; rows without truth are not among them. */
  add(truths: readonly (string | number | boolean)[], predicted: readonly (ClassLabel | boolean)[]): ClassVerdicts;
  /** The class that a truth stands for, in the words of the answers; its own word where it stands for none. */
  classOf(truth: string | number | boolean): ClassLabel;
  /** The known classes in index order as `result` has them, where the answers have other words for them. */
  confusionClasses(): readonly ClassLabel[] | undefined;
  /** Undefined where no truth is a class at all: they speak of something else. */
  result(rowsWithoutTruth: number, truth: string): Metrics | undefined;
}

/** How often a true class was answered by a predicted one. */
interface Pair {
  readonly truth: number;
  readonly predicted: number;
  count: number;
}

/**
 * Accuracy, precision, recall and F1 as scikit-learn has them (0 where there is nothing to divide by). Whether truths are
 * labels, names or indexes is decided on the first rows; a truth that is no class counts as wrong, under its own name.
 */
export function createClassCounts(naming: ClassNaming | undefined): ClassCounts {
  const knownClasses = naming?.labels.length ?? 0;
  const extras: (string | number | boolean)[] = [];
  const extraIndexes = new Map<string, number>();
  const pairs = new Map<string, Pair>();
  let scheme: ClassScheme | undefined;
  let find: ReturnType<typeof classLookup> | undefined;
  const shown = naming && [classLookup(naming, 'name'), classLookup(naming, 'label')];
  const extraIndex = (value: string | number | boolean): number => {
    const index = extraIndexes.get(valueKey(value)) ?? knownClasses + extras.push(value) - 1;
    extraIndexes.set(valueKey(value), index);
    return index;
  };
  const settle = (truths: readonly (string | number | boolean)[]): void => {
    scheme ??= naming && chooseScheme(naming, truths);
    find ??= naming && scheme && classLookup(naming, scheme);
  };
  return {
    add: (truths, predicted) => {
      settle(truths);
      const wrong: boolean[] = [];
      for (const [row, value] of truths.entries()) {
        const label = predicted[row];
        if (label === undefined) continue;
        const truth = find?.(value) ?? extraIndex(value);
        const answer = firstFound(shown, label) ?? extraIndex(label);
        wrong[row] = truth !== answer;
        const pair = pairs.get(`${truth} ${answer}`) ?? { truth, predicted: answer, count: 0 };
        pair.count++;
        pairs.set(`${truth} ${answer}`, pair);
      }
      const known = find;
      return { wrong, strange: known ? positionsOf(truths, (value) => known(value) === undefined) : [] };
    },
    classOf: (truth) => {
      const index = find?.(truth);
      const plain = typeof truth === 'boolean' ? String(truth) : truth;
      return index === undefined ? plain : (naming?.names?.[index] ?? naming?.labels[index] ?? plain);
    },
    confusionClasses: () => (scheme === 'label' && naming?.names ? naming.labels : undefined),
    result: (rowsWithoutTruth, truth) => {
      if (!isCommon(pairs.values(), knownClasses)) return undefined;
      const { classes, order } = orderClasses(shownClasses(naming, scheme), extras);
      const placed = [...pairs.values()].map((pair) => placePair(pair, order));
      return { ...classMetrics(classes, placed), rowsWithoutTruth, truth };
    },
  };
}

function positionsOf<T>(values: readonly T[], matches: (value: T) => boolean): readonly number[] {
  return values.flatMap((value, position) => (matches(value) ? [position] : []));
}

/** Whether some truth is a known class, or at least a label that the model has answered. */
function isCommon(pairs: Iterable<Pair>, known: number): boolean {
  const all = [...pairs];
  const answers = new Set(all.map(({ predicted }) => predicted));
  return all.some(({ truth }) => truth < known || answers.has(truth));
}

function firstFound(
  finders: readonly ((value: string | number | boolean) => number | undefined)[] | undefined,
  label: ClassLabel | boolean,
): number | undefined {
  for (const find of finders ?? []) {
    const index = find(label);
    if (index !== undefined) return index;
  }
  return undefined;
}

/** The classes as the truth writes them: labels against labels, names against names. */
function shownClasses(naming: ClassNaming | undefined, scheme: ClassScheme | undefined): readonly ClassLabel[] {
  if (!naming) return [];
  return scheme === 'label' ? naming.labels : (naming.names ?? naming.labels);
}

/** Known classes in index order, then the others sorted; `order[i]` is the place of class `i`. */
function orderClasses(
  known: readonly ClassLabel[],
  extras: readonly (string | number | boolean)[],
): { readonly classes: readonly ClassLabel[]; readonly order: readonly number[] } {
  const sorted = extras
    .map((value, index) => ({ label: typeof value === 'boolean' ? String(value) : value, index }))
    .toSorted((one, other) => compareLabels(one.label, other.label));
  const order = known.map((_, index) => index);
  for (const [place, { index }] of sorted.entries()) order[known.length + index] = known.length + place;
  return { classes: [...known, ...sorted.map(({ label }) => label)], order };
}

function compareLabels(one: ClassLabel, other: ClassLabel): number {
  const difference = Number(one) - Number(other);
  return Number.isNaN(difference) ? String(one).localeCompare(String(other)) : difference;
}

/** With the places of its classes in `orderClasses`. */
function placePair({ truth, predicted, count }: Pair, order: readonly number[]): Pair {
  return { truth: order[truth] ?? -1, predicted: order[predicted] ?? -1, count };
}

function countMatrix(pairs: readonly Pair[], classes: number): readonly number[][] {
  const counts = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  for (const { truth, predicted, count } of pairs) {
    const row = counts[truth];
    if (row) row[predicted] = count;
  }
  return counts;
}

function classMetrics(
  classes: readonly ClassLabel[],
  pairs: readonly Pair[],
): Omit<ClassificationMetrics, 'rowsWithoutTruth' | 'truth'> {
  const counted = classes.map(() => ({ hits: 0, support: 0, predicted: 0 }));
  let [rows, right] = [0, 0];
  for (const { truth, predicted, count } of pairs) {
    const [own, other] = [counted[truth], counted[predicted]];
    if (own) own.support += count;
    if (other) other.predicted += count;
    if (own && own === other) own.hits += count;
    rows += count;
    if (truth === predicted) right += count;
  }
  const perClass = classes.map((label, index): ClassMetrics => {
    const { hits, support, predicted } = counted[index] ?? { hits: 0, support: 0, predicted: 0 };
    return {
      class: label,
      support,
      precision: ratio(hits, predicted),
      recall: ratio(hits, support),
      f1: ratio(2 * hits, support + predicted),
    };
  });
  const confusion =
    classes.length <= MOST_MATRIX_CLASSES
      ? { classes, counts: countMatrix(pairs, classes.length) }
      : { classes: [], counts: [] };
  return { rows, accuracy: ratio(right, rows), perClass, confusion };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
