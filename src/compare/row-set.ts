import type { BatchRows } from './difference';

/** A set of row numbers, one bit each. */
export interface RowSet {
  /** The rows of a batch that `marks` has a 1 for. */
  addMarked(rows: BatchRows, marks: Uint8Array): void;
  addAll(other: RowSet): void;
  has(row: number): boolean;
  /** In ascending order. */
  visit(each: (row: number) => void): void;
  count(): number;
}

export function createRowSet(): RowSet {
  let bits = new Uint8Array(0);
  const grow = (bytes: number): void => {
    if (bytes <= bits.length) return;
    const grown = new Uint8Array(Math.max(bytes, bits.length * 2, 1024));
    grown.set(bits);
    bits = grown;
  };
  const add = (row: number): void => {
    grow((row >>> 3) + 1);
    bits[row >>> 3] = (bits[row >>> 3] ?? 0) | (1 << (row & 7));
  };
  const set: RowSet = {
    addMarked: ({ start, rows }, marks) => {
      for (let index = marks.indexOf(1); index >= 0; index = marks.indexOf(1, index + 1))
        add(rows?.[index] ?? start + index);
    },
    addAll: (other) => other.visit(add),
    has: (row) => ((bits[row >>> 3] ?? 0) & (1 << (row & 7))) !== 0,
    visit: (each) => {
      for (const [at, byte] of bits.entries()) {
        if (byte === 0) continue;
        for (let bit = 0; bit < 8; bit++) if ((byte & (1 << bit)) !== 0) each(at * 8 + bit);
      }
    },
    count: () => {
      let count = 0;
      set.visit(() => count++);
      return count;
    },
  };
  return set;
}
