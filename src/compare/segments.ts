import type { SliceComparison } from '../contract/comparison';
import type { Column } from '../data/table';

/** Values a column may have to be taken as categories; of more, only numbers are looked at, in bins. */
const MOST_VALUES = 20;
const BINS = 5;

export type Segment = SliceComparison['segment'];

/** How the rows of one column fall into segments; decided on the first rows. */
export interface Segmenter {
  readonly column: string;
  readonly segments: readonly Segment[];
  /** The segment of a row, by its place in `segments`; -1 for a value that the first rows did not have. */
  of(column: Column, index: number): number;
}

/** Undefined for a column that is all of one value, or text of which nearly every row has its own. */
export function createSegmenter(
  name: string,
  parts: readonly { readonly column: Column; readonly rows: number }[],
): Segmenter | undefined {
  const texts = new Set<string>();
  const numbers: number[] = [];
  let numeric = true;
  for (const { column, rows } of parts) {
    for (let index = 0; index < rows; index++) {
      const text = cellText(column, index);
      if (text === undefined) return undefined;
      if (texts.size <= MOST_VALUES) texts.add(text);
      if (isMissing(text)) continue;
      const number = cellNumber(column, index, text);
      numeric &&= Number.isFinite(number);
      if (numeric) numbers.push(number);
    }
  }
  if (texts.size < 2) return undefined;
  if (texts.size <= MOST_VALUES) return byValue(name, [...texts]);
  return numeric && numbers.length > 0 ? byBin(name, numbers) : undefined;
}

function byValue(column: string, texts: readonly string[]): Segmenter {
  const places = new Map(texts.map((text, place) => [text, place]));
  return {
    column,
    segments: texts.map((value) => (isMissing(value) ? { kind: 'missing' } : { kind: 'value', value })),
    of: (cells, index) => places.get(cellText(cells, index) ?? '') ?? -1,
  };
}

/** Bins that hold about as many rows each; the last segment holds the rows without a number. */
function byBin(column: string, numbers: readonly number[]): Segmenter | undefined {
  const sorted = Float64Array.from(numbers).sort();
  const edges = [
    ...new Set(
      Array.from({ length: BINS + 1 }, (_, bin) => sorted[Math.round((bin / BINS) * (sorted.length - 1))] ?? 0),
    ),
  ];
  if (edges.length < 3) return undefined;
  const last = edges.length - 2;
  const segments = edges
    .slice(0, -1)
    .map((from, bin): Segment => ({ kind: 'range', from, to: edges[bin + 1] ?? from, closed: bin === last }));
  return {
    column,
    segments: [...segments, { kind: 'missing' }],
    of: (cells, index) => {
      const text = cellText(cells, index) ?? '';
      const value = isMissing(text) ? NaN : cellNumber(cells, index, text);
      if (Number.isNaN(value)) return last + 1;
      const bin = edges.findLastIndex((edge) => edge <= value);
      return Math.min(last, Math.max(0, bin));
    },
  };
}

function isMissing(text: string): boolean {
  return text === '' || text === 'NaN' || text === 'nan' || text === 'NA' || text === 'null';
}

/** Undefined where a row holds more than one value. */
function cellText(column: Column, index: number): string | undefined {
  switch (column.kind) {
    case 'text':
      return column.values[index] ?? '';
    case 'number':
      return Number.isNaN(column.values[index]) ? '' : String(column.values[index]);
    case 'tensor':
      return column.rowShape.length > 0 ? undefined : String(column.values[index]);
    case 'value': {
      const value = column.values[index];
      if (typeof value === 'object' && value !== null) return undefined;
      return value === undefined || value === null ? '' : String(value);
    }
  }
}

function cellNumber(column: Column, index: number, text: string): number {
  if (column.kind === 'number') return column.values[index] ?? NaN;
  return text.trim() === '' ? NaN : Number(text);
}
