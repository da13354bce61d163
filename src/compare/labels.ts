import { MOST_FLIPPED_ROWS, type LabelComparison, type LabelTruth } from '../contract/label-comparison';
import { SIDES, type SideName } from '../contract/side';
import { MOST_MATRIX_CLASSES, type ClassLabel } from '../contract/model';
import type { BatchRows } from './difference';
import { createRowSet, type RowSet } from './row-set';
import { mcnemar } from './significance';

type Label = ClassLabel | boolean;

/** 0 wrong, 1 right, 2 without a truth. */
export type Rightness = Uint8Array;

export interface LabelBatch {
  readonly baseline: readonly Label[];
  readonly candidate: readonly Label[];
  readonly right?: { readonly baseline: Rightness; readonly candidate: Rightness };
  readonly margins?: Readonly<Partial<Record<SideName, Float64Array>>>;
  /** 1 where the order of probabilities changed, and where a row is out of tolerance. */
  readonly ranks?: { readonly changed: Uint8Array; readonly out: Uint8Array };
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
  /** Rows whose order of probabilities changed and that are not among `out`; undefined without probabilities. */
  ranksWithout(out: RowSet): LabelComparison['rankChanges'];
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
      const baseline = register.indexesOf(batch.baseline, where.count);
      const candidate = register.indexesOf(batch.candidate, where.count);
      flips.add({ baseline, candidate }, where);
      if (batch.right) truth.add(batch.right);
      margins.add(batch.margins ?? {}, where);
      if (batch.ranks) ranks.add(batch.ranks, where);
      return { baseline, candidate };
    },
    result: () => {
      const { labels, order } = register.sorted();
      const counted = flips.result(order);
      return counted && { ...counted, classes: labels, ...ranks.inside(), ...margins.result() };
    },
    truth: () => truth.result(),
    ranksWithout: (out) => ranks.without(out).rankChanges,
  };
}

function rowAt({ start, rows }: BatchRows, index: number): number {
  return rows?.[index] ?? start + index;
}

/** More classes than rows a file can have: one number stands for a pair of them. */
const MOST_CLASSES = 2 ** 26;

function createFlips(): {
  add(indexes: LabelIndexes, where: BatchRows): void;
  result(order: readonly number[]): Pick<LabelComparison, 'flips' | 'flipRate' | 'flippedRows' | 'matrix'> | undefined;
} {
  const pairs = new Map<number, number>();
  const flippedRows: number[] = [];
  let [rows, flips] = [0, 0];
  return {
    add: ({ baseline, candidate }, where) => {
      rows += where.count;
      for (let index = 0; index < where.count; index++) {
        const from = baseline[index] ?? 0;
        const to = candidate[index] ?? 0;
        const pair = from * MOST_CLASSES + to;
        pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
        if (from === to) continue;
        flips++;
        if (flippedRows.length < MOST_FLIPPED_ROWS) flippedRows.push(rowAt(where, index));
      }
    },
    result: (order) => {
      if (rows === 0) return undefined;
      const matrix =
        order.length <= MOST_MATRIX_CLASSES
          ? order.map((from) => order.map((to) => pairs.get(from * MOST_CLASSES + to) ?? 0))
          : [];
      return { flips, flipRate: flips / rows, flippedRows, matrix };
    },
  };
}

type RankChanges = Pick<LabelComparison, 'rankChanges'>;

function createRanks(): {
  add(ranks: NonNullable<LabelBatch['ranks']>, where: BatchRows): void;
  /** Of rows inside the tolerance that each batch came with. */
  inside(): RankChanges;
  without(out: RowSet): RankChanges;
} {
  const [changed, outOfTolerance] = [createRowSet(), createRowSet()];
  let known = false;
  const without = (out: RowSet): RankChanges => {
    if (!known) return {};
    let rows = 0;
    let firstRow: number | null = null;
    changed.visit((row) => {
      if (out.has(row)) return;
      rows++;
      firstRow ??= row;
    });
    return { rankChanges: { rows, firstRow } };
  };
  return {
    add: (ranks, where) => {
      known = true;
      changed.addMarked(where, ranks.changed);
      outOfTolerance.addMarked(where, ranks.out);
    },
    inside: () => without(outOfTolerance),
    without,
  };
}

interface ClassRegister {
  /** Of the first `count` labels. */
  indexesOf(labels: readonly Label[], count: number): Int32Array;
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
    indexesOf: (all, count) => {
      const found = new Int32Array(count);
      for (let row = 0; row < count; row++) {
        const label = all[row] ?? '';
        found[row] = indexes.get(label) ?? enter(label);
      }
      return found;
    },
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
      for (const side of SIDES) {
        const values = margins[side];
        const index = values ? smallestIndex(values, smallest[side]?.value ?? Infinity) : -1;
        if (values && index >= 0) smallest[side] = { row: rowAt(where, index), value: values[index] ?? 0 };
      }
    },
    result: () => (Object.keys(smallest).length > 0 ? { smallestMargin: smallest } : {}),
  };
}

/** The index of the first smallest value below `than`; -1 for none. */
function smallestIndex(values: Float64Array, than: number): number {
  let [smallest, found] = [than, -1];
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? NaN;
    if (value >= smallest || Number.isNaN(value)) continue;
    smallest = value;
    found = index;
  }
  return found;
}
