import type { FailingRow } from '../../contract/golden';
import type { CellValue } from '../../contract/predict';

export type WhichSide = 'expected' | 'actual';

/** One side of failing rows as lines of text, so that two texts of the same rows can be laid side by side. */
export function failingText(rows: readonly FailingRow[], side: WhichSide): string {
  return rows.map((row) => rowLines(row, side).join('\n')).join('\n\n');
}

/** What differs first in a row: `label: "b", expected "a"`. */
export function firstDifference({
  values,
}: FailingRow): { readonly name: string; readonly expected: string; readonly actual: string } | undefined {
  const found = values.find(({ expected, actual }) => valueText(expected) !== valueText(actual));
  return found && { name: found.name, expected: shortText(found.expected), actual: shortText(found.actual) };
}

function rowLines({ row, values }: FailingRow, side: WhichSide): readonly string[] {
  return [`row ${row}`, ...values.flatMap((value) => lines(value.name, value[side], '  '))];
}

/** An object is one line a key, an array one line a row of its last axis. */
function lines(name: string, value: CellValue, indent: string): readonly string[] {
  if (isObject(value)) {
    const inner = Object.entries(value).flatMap(([key, one]) => lines(key, one, `${indent}  `));
    return [`${indent}${name}:`, ...inner];
  }
  if (Array.isArray(value) && value.some((one) => Array.isArray(one))) {
    const inner = value.flatMap((one: CellValue, index) => lines(`[${index}]`, one, `${indent}  `));
    return [`${indent}${name}:`, ...inner];
  }
  return [`${indent}${name}: ${valueText(value)}`];
}

function isObject(value: CellValue): value is Readonly<Record<string, CellValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const MOST_CHARACTERS = 60;

function shortText(value: CellValue): string {
  const text = valueText(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

function valueText(value: CellValue): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, one]) => `${key}: ${valueText(one)}`)
    .join(', ')}}`;
}
