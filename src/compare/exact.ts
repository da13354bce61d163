import type { TensorData } from '../contract/tensor';
import type { BatchRows, RowMarks } from './difference';

/** Counts of elements that are equal or not: text, bools, labels. */
export interface ExactFold {
  readonly totals: { elements: number; differing: number; rowsDiffering: number };
  add(baseline: TensorData, candidate: TensorData, rows: BatchRows, marks: RowMarks): void;
}

/** Both sides hold the same kind of elements; other kinds are equal where their texts are. */
export function createExactFold(): ExactFold {
  const totals = { elements: 0, differing: 0, rowsDiffering: 0 };
  return {
    totals,
    add: (baseline, candidate, { count }, marks) => {
      const width = count === 0 ? 0 : baseline.length / count;
      totals.elements += baseline.length;
      for (let index = 0; index < count; index++) {
        let differing = 0;
        for (let at = index * width; at < (index + 1) * width; at++) {
          if (baseline[at] !== candidate[at] && String(baseline[at]) !== String(candidate[at])) differing++;
        }
        if (differing === 0) continue;
        totals.differing += differing;
        totals.rowsDiffering++;
        marks.out[index] = 1;
      }
    },
  };
}
