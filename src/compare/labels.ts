import { MOST_FLIPPED_ROWS, type LabelComparison, type LabelTruth, type SideName } from '../contract/compare';
import type { ClassLabel } from '../contract/model';
import type { BatchRows } from './difference';
import { mcnemar } from './significance';

type Label = ClassLabel | boolean;

/** 0 wrong, 1 right, 2 without a truth. */
export type Rightness = Uint8Array;

export interface LabelBatch {
  readonly baseline: readonly Label[];
  readonly candidate: readonly Label[];
  readonly right?: { readonly baseline: Rightness; readonly candidate: Rightness };
  readonly margins?: Readonly<Partial<Record<SideName, Float64Array>>>;
  /** 1 where the order of probabilities changed inside tolerance. */
  readonly rankChanged?: Uint8Array;
}

/** The labels of a batch as places in `classes`. */
export interface LabelIndexes {
  readonly baseline: Int32Array;
  readonly candidate: Int32Array;
}

/** Folds the labels of both sides, batch by batch. */
export interface LabelFold {
  add(batch: LabelBatch, rows: BatchRows): LabelIndexes;
  /** Undefined before the first row. */
  result(): Omit<LabelComparison, 'truth'> | undefined;
  /** How often either was right; undefined without a truth. */
  truth(): Omit<LabelTruth, 'baseline' | 'candidate'> | undefined;
}

/** `classes`: those that the sides know, in index order; others follow as they come. */
export function createLabelFold(classes: readonly ClassLabel[]): LabelFold {
  const register = createClassRegister(classes);
  const flips = createFlips();
  const truth = createTruthTable();
  const margins = createMargins();
  const ranks = createRanks();
  return {
    add: (batch, where) => {
      const baseline = Int32Array.from({ length: where.count }, (_, index) =>
        register.indexOf(batch.baseline[index] ?? ''),
      );
      const candidate = Int32Array.from({ length: where.count }, (_, index) =>
        register.indexOf(batch.candidate[index] ?? ''),
      );
      flips.add({ baseline, candidate }, where);
      if (batch.right) truth.add(batch.right);
      margins.add(batch.margins ?? {}, where);
      if (batch.rankChanged) ranks.add(batch.rankChanged, where);
      return { baseline, candidate };
    },
    result: () => {
      const { labels, order } = register.sorted();
      const counted = flips.result(order);
      return counted && { ...counted, classes: labels, ...ranks.result(), ...margins.result() };
    },
    truth: () => truth.result(),
  };
}

function rowAt({ start, rows }: BatchRows, index: number): number {
  return rows?.[index] ?? start + index;
}

function createFlips(): {
  add(indexes: LabelIndexes, where: BatchRows): void;
  result(order: readonly number[]): Pick<LabelComparison, 'flips' | 'flipRate' | 'flippedRows' | 'matrix'> | undefined;
} {
  const pairs = new Map<number, Map<number, number>>();
  const flippedRows: number[] = [];
  let [rows, flips] = [0, 0];
  const count = (from: number, to: number): void => {
    const row = pairs.get(from) ?? new Map<number, number>();
    pairs.set(from, row.set(to, (row.get(to) ?? 0) + 1));
  };
  return {
    add: ({ baseline, candidate }, where) => {
      rows += where.count;
      for (const [index, from] of baseline.entries()) {
        const to = candidate[index] ?? -1;
        count(from, to);
        if (from === to) continue;
        flips++;
        if (flippedRows.length < MOST_FLIPPED_ROWS) flippedRows.push(rowAt(where, index));
      }
    },
    result: (order) => {
      if (rows === 0) return undefined;
      const matrix = order.map((from) => order.map((to) => pairs.get(from)?.get(to) ?? 0));
      return { flips, flipRate: flips / rows, flippedRows, matrix };
    },
  };
}

function createRanks(): {
  add(changed: Uint8Array, where: BatchRows): void;
  result(): Pick<LabelComparison, 'rankChanges'>;
} {
  let [known, rows] = [false, 0];
  let firstRow: number | null = null;
  return {
    add: (changed, where) => {
      known = true;
      for (const [index, one] of changed.entries()) {
        if (one === 0) continue;
        rows++;
        firstRow ??= rowAt(where, index);
      }
    },
    result: () => (known ? { rankChanges: { rows, firstRow } } : {}),
  };
}

interface ClassRegister {
  indexOf(label: Label): number;
  /** Known classes first, then the others sorted; `order` are their indexes. */
  sorted(): { readonly labels: readonly ClassLabel[]; readonly order: readonly number[] };
}

/** Labels that are written alike are the same class: 1 and "1". */
function createClassRegister(known: readonly ClassLabel[]): ClassRegister {
  const labels: ClassLabel[] = [];
  const indexes = new Map<Label, number>();
  const texts = new Map<string, number>();
  const enter = (label: Label): number => {
    const text = String(label);
    const index = texts.get(text) ?? labels.push(typeof label === 'boolean' ? text : label) - 1;
    texts.set(text, index);
    indexes.set(label, index);
    return index;
  };
  for (const label of known) enter(label);
  const fixed = labels.length;
  return {
    indexOf: (label) => indexes.get(label) ?? enter(label),
    sorted: () => {
      const others = labels.map((_, index) => index).slice(fixed);
      const order = [
        ...labels.slice(0, fixed).keys(),
        ...others.toSorted((one, other) => compareLabels(labels[one] ?? '', labels[other] ?? '')),
      ];
      return { labels: order.map((index) => labels[index] ?? ''), order };
    },
  };
}

function compareLabels(one: ClassLabel, other: ClassLabel): number {
  const difference = Number(one) - Number(other);
  return Number.isNaN(difference) ? String(one).localeCompare(String(other)) : difference;
}

function createTruthTable(): {
  add(right: NonNullable<LabelBatch['right']>): void;
  result(): ReturnType<LabelFold['truth']>;
} {
  let [bothRight, worse, better, bothWrong] = [0, 0, 0, 0];
  return {
    add: ({ baseline, candidate }) => {
      for (const [index, before] of baseline.entries()) {
        const after = candidate[index] ?? 2;
        if (before === 2 || after === 2) continue;
        if (before === 1 && after === 1) bothRight++;
        else if (before === 1) worse++;
        else if (after === 1) better++;
        else bothWrong++;
      }
    },
    result: () => {
      const rows = bothRight + worse + better + bothWrong;
      if (rows === 0) return undefined;
      return {
        bothRight,
        oldRightNewWrong: worse,
        oldWrongNewRight: better,
        bothWrong,
        negativeFlipRate: worse / rows,
        mcnemar: mcnemar(worse, better),
      };
    },
  };
}

/** The smallest distance between the two largest probabilities on either side. */
function createMargins(): {
  add(margins: NonNullable<LabelBatch['margins']>, rows: BatchRows): void;
  result(): Pick<LabelComparison, 'smallestMargin'>;
} {
  const smallest: Partial<Record<SideName, { row: number; value: number }>> = {};
  return {
    add: (margins, where) => {
      for (const side of ['baseline', 'candidate'] as const) {
        for (const [index, value] of margins[side]?.entries() ?? []) {
          if (value < (smallest[side]?.value ?? Infinity)) smallest[side] = { row: rowAt(where, index), value };
        }
      }
    },
    result: () => (Object.keys(smallest).length > 0 ? { smallestMargin: smallest } : {}),
  };
}
