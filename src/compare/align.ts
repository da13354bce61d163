import type { TensorData } from '../contract/tensor';
import type { Answer } from './answers';
import type { BatchRows, RowMarks } from './difference';
import { createMarks, marksOfRow } from './row-marks';

/** Part of a batch of a pair of outputs. */
export type Part =
  /** Elements that stand for each other. */
  | {
      readonly kind: 'alike';
      readonly baseline: TensorData;
      readonly candidate: TensorData;
      readonly rows: BatchRows;
      readonly marks: RowMarks;
    }
  /** Rows whose values have different numbers of elements. */
  | { readonly kind: 'unlike'; readonly elements: number; readonly rows: number };

type OfRows = Extract<Answer, { kind: 'rows' }>;
type Ragged = Extract<Answer, { kind: 'ragged' }>;

/** Brings the elements of both sides into one order: by key where values are maps, else by place. */
export function align(baseline: Answer, candidate: Answer, rows: BatchRows, marks: RowMarks): readonly Part[] {
  if (baseline.kind === 'whole' || candidate.kind === 'whole') return alignWhole(baseline, candidate, rows, marks);
  if (baseline.kind === 'ragged' || candidate.kind === 'ragged') {
    return Array.from({ length: rows.count }, (_, index) => alignRow(baseline, candidate, index, rows, marks));
  }
  if (baseline.data.length !== candidate.data.length) return [unlike(rows.count, baseline.data.length, marks.out)];
  return [{ kind: 'alike', baseline: baseline.data, candidate: inOrderOf(baseline, candidate), rows, marks }];
}

function alignWhole(baseline: Answer, candidate: Answer, rows: BatchRows, marks: RowMarks): readonly Part[] {
  if (baseline.kind !== 'whole' || candidate.kind !== 'whole') return [unlike(rows.count, rows.count, marks.out)];
  if (baseline.data.length !== candidate.data.length) return [unlike(1, baseline.data.length, new Uint8Array(1))];
  const first = rows.rows?.[0] ?? rows.start;
  const own = createMarks(1, false);
  const one = { start: first, count: 1 };
  return [{ kind: 'alike', baseline: baseline.data, candidate: candidate.data, rows: one, marks: own }];
}

function alignRow(
  baseline: OfRows | Ragged,
  candidate: OfRows | Ragged,
  index: number,
  rows: BatchRows,
  marks: RowMarks,
): Part {
  const [before, after] = [rowData(baseline, index, rows.count), rowData(candidate, index, rows.count)];
  const own = marksOfRow(marks, index);
  if (before.length !== after.length) return unlike(1, before.length, own.out);
  const one = { start: rows.rows?.[index] ?? rows.start + index, count: 1 };
  return { kind: 'alike', baseline: before, candidate: after, rows: one, marks: own };
}

function rowData(answer: OfRows | Ragged, index: number, count: number): TensorData {
  if (answer.kind === 'ragged') return answer.rows[index]?.data ?? [];
  const width = answer.data.length / count;
  return answer.data.slice(index * width, (index + 1) * width);
}

function unlike(rows: number, elements: number, out: Uint8Array): Part {
  out.fill(1);
  return { kind: 'unlike', elements, rows };
}

/** The candidate's maps in the order of the baseline's keys, where both have the same keys. */
function inOrderOf(baseline: OfRows, candidate: OfRows): TensorData {
  const { keys: wanted = [] } = baseline;
  const { keys = [], data } = candidate;
  const placeOf = new Map(keys.map((key, place) => [key, place]));
  const places = wanted.map((key) => placeOf.get(key) ?? -1);
  if (keys.length !== wanted.length || places.includes(-1) || places.every((place, index) => place === index))
    return data;
  const width = keys.length;
  const ordered = data.slice();
  for (let at = 0; at < data.length; at++) {
    const place = places[at % width] ?? 0;
    (ordered as unknown[])[at] = data[at - (at % width) + place];
  }
  return ordered;
}
