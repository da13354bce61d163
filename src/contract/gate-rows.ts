import type { SliceComparison } from './comparison';

/** The rows that a gate is about, where it is not about all of them. */
export type GateRows = Pick<SliceComparison, 'column' | 'segment'>;

const PLAIN = /^[\p{L}\p{N}_.+-]+$/u;
const MISSING = 'missing';

/** What stands behind `where` in a gate: `region is north`, `age in [18, 30)`, `"tax rate" is missing`. */
export function gateRowsText({ column, segment }: GateRows): string {
  const name = quoted(column);
  switch (segment.kind) {
    case 'value':
      return `${name} is ${quoted(segment.value)}`;
    case 'range':
      return `${name} in [${segment.from}, ${segment.to}${segment.closed ? ']' : ')'}`;
    case 'missing':
      return `${name} is ${MISSING}`;
  }
}

/** Plain where nobody could take it for something else. */
function quoted(word: string): string {
  return PLAIN.test(word) && word !== MISSING ? word : JSON.stringify(word);
}

const WORD = String.raw`("(?:[^"\\]|\\.)*"|[^\s"]+)`;
const VALUE = new RegExp(String.raw`^${WORD}\s+is\s+${WORD}$`, 'i');
const RANGE = new RegExp(String.raw`^${WORD}\s+in\s+\[\s*([^\s,]+)\s*,\s*([^\s,]+?)\s*([\])])$`, 'i');

/** What `gateRowsText` wrote; undefined for anything else. */
export function parseGateRows(text: string): GateRows | undefined {
  const [, subject, value] = VALUE.exec(text) ?? [];
  if (subject !== undefined && value !== undefined) {
    const [column, wanted] = [plain(subject), plain(value)];
    if (column === undefined || wanted === undefined) return undefined;
    return { column, segment: value === MISSING ? { kind: 'missing' } : { kind: 'value', value: wanted } };
  }
  const [, place, low, high, end] = RANGE.exec(text) ?? [];
  const column = place === undefined ? undefined : plain(place);
  const [from, to] = [Number(low), Number(high)];
  if (column === undefined || Number.isNaN(from) || Number.isNaN(to)) return undefined;
  return { column, segment: { kind: 'range', from, to, closed: end === ']' } };
}

/** Undefined for a word in quotes that is no JSON. */
function plain(word: string): string | undefined {
  if (!word.startsWith('"')) return word;
  try {
    return String(JSON.parse(word));
  } catch {
    return undefined;
  }
}
