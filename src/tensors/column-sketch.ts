import type { ColumnType } from '../contract/mapping';
import type { Value } from '../data/table';
import type { ColumnFacts } from './column-facts';
import { isList } from './nested';
import { isMissing } from './table-cells';

/** What a person wants to see of a column before it feeds a model. */
export interface ColumnSketch {
  readonly type: ColumnType;
  /** Different values; 0 for lists, which are not compared. */
  readonly distinct: number;
  /** The first different values, shortened. */
  readonly samples: readonly string[];
}

const SAMPLES = 3;
const SAMPLE_CHARACTERS = 40;
const INTEGER = /^\s*[+-]?\d+\s*$/;
const BOOLEAN = /^\s*(true|false)\s*$/i;
/** 2026-11-23, 23.11.2026, 11/23/26; with a time behind or not. */
const DATE = /^\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2}))([T ]\d{1,2}:\d{2}.*)?\s*$/;

/** Looks at the first `rows` cells of a column once; `facts` are of all of them. */
export function sketchColumn(facts: ColumnFacts, cells: Iterable<Value>, rows: number): ColumnSketch {
  if (facts.nested) return { type: 'list', distinct: 0, samples: listSamples(facts, cells) };
  const values = new Set<string>();
  const may = { integer: true, boolean: true, date: true };
  let left = rows;
  for (const cell of cells) {
    if (left-- === 0) break;
    if (isMissing(cell)) continue;
    const text = cellText(cell);
    if (values.has(text)) continue;
    values.add(text);
    may.integer &&= INTEGER.test(text);
    may.boolean &&= BOOLEAN.test(text);
    may.date &&= DATE.test(text);
  }
  const samples = [...values].slice(0, SAMPLES).map(shortened);
  return { type: typeOf(facts, may), distinct: values.size, samples };
}

function typeOf(
  { present, numbers, leadingZeros }: ColumnFacts,
  may: { readonly integer: boolean; readonly boolean: boolean; readonly date: boolean },
): ColumnType {
  if (present === 0) return 'empty';
  if (may.boolean) return 'boolean';
  if (may.date) return 'date';
  if (leadingZeros) return 'code';
  if (numbers * 2 < present) return 'text';
  return may.integer ? 'integer' : 'number';
}

function listSamples({ rowShape }: ColumnFacts, cells: Iterable<Value>): readonly string[] {
  if (rowShape) return [`[${rowShape.join(', ')}]`];
  for (const cell of cells) if (isList(cell)) return [shortened(cellText(cell))];
  return [];
}

function cellText(cell: Value): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell !== 'object') return String(cell);
  return JSON.stringify(cell, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > SAMPLE_CHARACTERS ? `${line.slice(0, SAMPLE_CHARACTERS - 1)}…` : line;
}
