import type { SliceComparison } from '../contract/comparison';
import { isMissingText } from '../data/missing';
import type { Column } from '../data/table';

/** Values a column may have to be taken as categories; of more, only numbers are looked at, in bins. */
const MOST_VALUES = 20;
const BINS = 5;

export type Segment = SliceComparison['segment'];

/** How the rows of one column fall into segments; decided on the first rows. */
export interface Segmenter {
  readonly column: string;
  /** The outer bins reach as far as the values that were seen. */
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
      if (isMissingText(text)) continue;
      const number = cellNumber(column, index, text);
      numeric &&= Number.isFinite(number);
      if (numeric) numbers.push(number);
    }
  }
  if (texts.size < 2) return undefined;
  const areNumbers = numeric && numbers.length > 0;
  if (texts.size <= MOST_VALUES) return byValue(name, [...texts], areNumbers);
  return areNumbers ? byBin(name, numbers) : undefined;
}

/** Among words a marker such as NA is one more word. */
function byValue(column: string, texts: readonly string[], areNumbers: boolean): Segmenter | undefined {
  const isMissing = (text: string): boolean => (areNumbers ? isMissingText(text) : text === '');
  const values = texts.filter((text) => !isMissing(text));
  const places = new Map(values.map((text, place) => [text, place]));
  const segments: readonly Segment[] = [
    ...values.map((value): Segment => ({ kind: 'value', value })),
    ...(texts.some(isMissing) ? [{ kind: 'missing' } as const] : []),
  ];
  if (segments.length < 2) return undefined;
  return {
    column,
    segments,
    of: (cells, index) => {
      const text = cellText(cells, index) ?? '';
      return isMissing(text) ? values.length : (places.get(text) ?? -1);
    },
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
  const widen = (value: number): void => {
    edges[0] = Math.min(edges[0] ?? value, value);
    edges[last + 1] = Math.max(edges[last + 1] ?? value, value);
  };
  return {
    column,
    get segments(): readonly Segment[] {
      const bins = edges
        .slice(0, -1)
        .map((from, bin): Segment => ({ kind: 'range', from, to: edges[bin + 1] ?? from, closed: bin === last }));
      return [...bins, { kind: 'missing' }];
    },
    of: (cells, index) => {
      const text = cellText(cells, index) ?? '';
      if (isMissingText(text)) return last + 1;
      const value = cellNumber(cells, index, text);
      if (!Number.isFinite(value)) return -1;
      widen(value);
      return Math.min(
        last,
        edges.findLastIndex((edge) => edge <= value),
      );
    },
  };
}

/** Whether a row belongs to a segment that was named, not found: a number may be written otherwise, a marker such as NA is missing. */
export function isInSegment(segment: Segment, column: Column, index: number): boolean {
  const text = cellText(column, index);
  if (text === undefined) return false;
  switch (segment.kind) {
    case 'value':
      return text === segment.value || isSameNumber(text, segment.value);
    case 'missing':
      return isMissingText(text);
    case 'range': {
      const value = cellNumber(column, index, text);
      return value >= segment.from && (value < segment.to || (segment.closed && value === segment.to));
    }
  }
}

function isSameNumber(one: string, other: string): boolean {
  return one.trim() !== '' && other.trim() !== '' && Number(one) === Number(other);
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
