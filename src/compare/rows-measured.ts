import { gateRowsText, type GateRows } from '../contract/gate-rows';
import type { SideName } from '../contract/side';
import type { ComparedBatch } from './comparison';
import type { LabelIndexes } from './labels';
import { isInSegment } from './segments';
import type { Worth } from './slices';

/** What was counted in the rows that a gate is about. */
export interface RowsMeasured {
  /** The rows, as `gateRowsText` has them. */
  readonly of: string;
  readonly column: 'known' | 'unknown';
  readonly rows: number;
  /** Rows whose label changed; absent without labels. */
  readonly flips?: number;
  /** Rows with a truth; absent where none has. Rights are rows, errors sums over them. */
  readonly truth?: { readonly rows: number } & (
    | { readonly kind: 'labels'; readonly right: Sides; readonly worse: number }
    | { readonly kind: 'errors'; readonly absolute: Sides; readonly squared: Sides }
  );
}

type Sides = Readonly<Record<SideName, number>>;

/** Counts the rows that gates are about, batch by batch. */
export interface RowsMeasures {
  add(batch: ComparedBatch, labels: LabelIndexes | undefined): void;
  result(): readonly RowsMeasured[];
}

interface Tally {
  readonly wanted: GateRows;
  /** Place of the column in the data; -1 where it has none of the name. */
  readonly place: number;
  rows: number;
  flips: number | undefined;
  kind: Worth['kind'] | undefined;
  judged: number;
  worse: number;
  /** Rights, or sums of absolute errors. */
  readonly worth: Record<SideName, number>;
  readonly squares: Record<SideName, number>;
}

/** `columns`: the names of the data's columns. */
export function createRowsMeasures(columns: readonly string[], wanted: readonly GateRows[]): RowsMeasures {
  const tallies = wanted.map((rows) => emptyTally(rows, columns.indexOf(rows.column)));
  return {
    add: (batch, labels) => {
      for (const tally of tallies) addBatch(tally, batch, labels);
    },
    result: () => tallies.map(measuredOf),
  };
}

function emptyTally(wanted: GateRows, place: number): Tally {
  const zero = (): Record<SideName, number> => ({ baseline: 0, candidate: 0 });
  return {
    wanted,
    place,
    rows: 0,
    flips: undefined,
    kind: undefined,
    judged: 0,
    worse: 0,
    worth: zero(),
    squares: zero(),
  };
}

function addBatch(tally: Tally, { columns, rows, indexes, worth }: ComparedBatch, labels?: LabelIndexes): void {
  const column = columns?.[tally.place];
  if (labels) tally.flips ??= 0;
  if (worth) tally.kind = worth.kind;
  if (!column) return;
  for (let index = 0; index < rows.count; index++) {
    if (!isInSegment(tally.wanted.segment, column, indexes?.[index] ?? index)) continue;
    tally.rows++;
    if (labels) addFlip(tally, labels, index);
    if (worth) addWorth(tally, worth, index);
  }
}

function addFlip(tally: Tally, { baseline, candidate }: LabelIndexes, index: number): void {
  if (baseline[index] !== candidate[index]) tally.flips = (tally.flips ?? 0) + 1;
}

/** A row without a truth has no worth. */
function addWorth(tally: Tally, worth: Worth, index: number): void {
  const [before, after] = [worth.baseline[index] ?? NaN, worth.candidate[index] ?? NaN];
  if (worth.kind === 'labels' ? before > 1 || after > 1 : !Number.isFinite(before + after)) return;
  tally.judged++;
  tally.worth.baseline += before;
  tally.worth.candidate += after;
  tally.squares.baseline += before ** 2;
  tally.squares.candidate += after ** 2;
  if (after < before) tally.worse++;
}

function measuredOf({ wanted, place, rows, flips, kind, judged, worse, worth, squares }: Tally): RowsMeasured {
  const truth =
    kind === 'labels'
      ? { kind, rows: judged, right: { ...worth }, worse }
      : kind && { kind, rows: judged, absolute: { ...worth }, squared: { ...squares } };
  return {
    of: gateRowsText(wanted),
    column: place < 0 ? 'unknown' : 'known',
    rows,
    ...(flips === undefined ? {} : { flips }),
    ...(truth ? { truth } : {}),
  };
}
