import { createElements, emptyTotals, type DifferenceRule, type DifferenceTotals } from './elements';
import { pairReader, type Pair } from './pair';
import { createSelection } from './selection';
import { spreadOf, type Scan, type Spread } from './spread';

/** Which rows of the data a batch holds: `rows[index]`, or `start + index` where they follow each other. */
export interface BatchRows {
  readonly start: number;
  readonly count: number;
  readonly rows?: Uint32Array;
}

/** Where rows are marked while they are compared, by their index in the batch. */
export interface RowMarks {
  /** 1 where an element is out of tolerance. */
  readonly out: Uint8Array;
  /** The largest difference of the row; infinite where only one side is finite. */
  readonly worst: Float64Array;
}

/** Folds one numeric output, batch by batch. */
export interface DifferenceFold {
  readonly totals: DifferenceTotals;
  add(pair: Pair, rows: BatchRows, marks: RowMarks): void;
  /** Quantiles and histogram, for which `scan` gives all pairs that were added once more, as often as it is called. */
  spread(scan: Scan): Spread | undefined;
}

export function createDifference(rule: DifferenceRule): DifferenceFold {
  const totals = emptyTotals();
  const selections = { abs: createSelection(), rel: createSelection() };
  const elements = createElements(rule, totals, selections);
  return {
    totals,
    add: (pair, { start, count, rows }, marks) => {
      const width = count === 0 ? 0 : pair.baseline.length / count;
      const compare = pairReader(pair, elements);
      for (let index = 0; index < count; index++) {
        const row = rows?.[index] ?? start + index;
        const before = totals.outOfTolerance;
        let worst = marks.worst[index] ?? 0;
        for (let place = 0; place < width; place++) {
          const difference = compare(index * width + place, row, place);
          if (difference > worst) worst = difference;
        }
        marks.worst[index] = worst;
        if (totals.outOfTolerance === before) continue;
        totals.rowsOutOfTolerance++;
        marks.out[index] = 1;
      }
    },
    spread: (scan) => (totals.compared === 0 ? undefined : spreadOf(rule, totals, selections, scan)),
  };
}
