import { dataError } from '../fail';
import { locateJsonError } from './locate';
import { DEEPEST_JSON, isTooDeep } from './nested';
import type { JsonErrorPlace } from './locate';
import type { Value } from '../table';

/** An integer of 16 digits or more, which a double may not hold; a fraction or exponent does not count. */
const LARGE_INTEGER = /(?<![\d.])\d{16,}(?![\d.eE])/;
const DIGITS = /^-?\d+$/;

/** Where a text begins in its file. */
export interface JsonPlace {
  readonly file: string;
  /** 1-based line of the text's first character. */
  readonly line: number;
  /** Number of the row that the text is, where it is one. */
  readonly row?: number;
}

/**
 * Parses JSON; integers beyond 2^53 become bigints. Throws WorkbenchError of kind `data` with line and column:
 * `bare-nan`, `truncated-json`, `json-too-deep` or `bad-json`.
 */
export function parseJson(text: string, place: JsonPlace): Value {
  const value = parsed(text, place);
  if (isTooDeep(value)) throw jsonErrorAt(text, TOO_DEEP, place);
  return value;
}

const TOO_DEEP: JsonErrorPlace = { kind: 'too-deep', offset: 0 };

function parsed(text: string, place: JsonPlace): Value {
  try {
    return (LARGE_INTEGER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)) as Value;
  } catch (error) {
    if (error instanceof RangeError) throw jsonErrorAt(text, TOO_DEEP, place);
    if (!(error instanceof SyntaxError)) throw error;
    throw jsonErrorAt(text, locateJsonError(text), place);
  }
}

/** The number that JSON text stands for: a bigint where a double would lose digits of an integer. */
export function jsonNumber(source: string): number | bigint {
  const value = Number(source);
  return Number.isInteger(value) && !Number.isSafeInteger(value) && DIGITS.test(source) ? BigInt(source) : value;
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && context?.source !== undefined ? jsonNumber(context.source) : value;
}

/** The error for JSON text that is refused at `found`. */
export function jsonErrorAt(text: string, found: JsonErrorPlace, place: JsonPlace): Error {
  const before = text.slice(0, found.offset);
  const line = place.line + (before.match(/\n/g)?.length ?? 0);
  const column = found.offset - (before.lastIndexOf('\n') + 1) + 1;
  return dataError({
    ...jsonIssue(found.kind, text.slice(found.offset), { ...place, line }, column),
    file: place.file,
    line,
    ...rowOf(place),
  });
}

function rowOf(place: JsonPlace): { row?: number } {
  return place.row === undefined ? {} : { row: place.row };
}

function jsonIssue(
  kind: JsonErrorPlace['kind'],
  rest: string,
  place: JsonPlace,
  column: number,
): { code: string; message: string } {
  const of = place.row === undefined ? '' : ` (row ${place.row})`;
  if (kind === 'truncated') {
    return {
      code: 'truncated-json',
      message: `${place.file} ends inside a value at line ${place.line}${of}: the file is incomplete.`,
    };
  }
  if (kind === 'too-deep') {
    const message = `${place.file} nests lists or objects more than ${DEEPEST_JSON} deep at line ${place.line}${of}: no model takes such data.`;
    return { code: 'json-too-deep', message };
  }
  const bare = /^-?(NaN|Infinity)/.exec(rest)?.[0];
  if (bare !== undefined) {
    const instead = bare === 'NaN' ? `null or "NaN"` : `"${bare}"`;
    const message = `${place.file} has ${bare} written bare at line ${place.line}, column ${column}${of}, which is not JSON; write ${instead}.`;
    return { code: 'bare-nan', message };
  }
  const seen = rest.slice(0, 1);
  const message = `${place.file} is not JSON: '${seen}' cannot stand at line ${place.line}, column ${column}${of}.`;
  return { code: 'bad-json', message };
}
