import { JSONParser } from '@streamparser/json';
import { DEEPEST_JSON } from './nested';

/** The first character that cannot stand where it stands or nests too deep, or the end of a text that stops too early. */
export interface JsonErrorPlace {
  readonly kind: 'truncated' | 'syntax' | 'too-deep';
  readonly offset: number;
}

const STEP = 1 << 16;

/**
 * Finds where a text stops being JSON, for text that `JSON.parse` refused: an incremental parser is fed in steps, and
 * then character by character in the step that it refused.
 */
export function locateJsonError(text: string): JsonErrorPlace {
  const tooDeep = firstTooDeep(text);
  if (tooDeep !== undefined) return { kind: 'too-deep', offset: tooDeep };
  const steps = firstRefused(text, STEP, 0);
  if (steps === undefined) return { kind: 'truncated', offset: text.length };
  const offset = firstRefused(text, 1, steps) ?? text.length;
  return { kind: 'syntax', offset: text[offset - 1] === '-' ? offset - 1 : offset };
}

/** Where a list or object opens that nests too deep: the parser would keep a place for each. */
function firstTooDeep(text: string): number | undefined {
  let depth = 0;
  for (const { 0: sign, index } of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[{\]}]/gs)) {
    if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth > DEEPEST_JSON + 1) return index;
  }
  return undefined;
}

/** Start of the first piece of `size` characters behind `fed` that the parser refuses. */
function firstRefused(text: string, size: number, fed: number): number | undefined {
  const parser = new JSONParser({ keepStack: false, paths: ['$.never'] });
  parser.onValue = () => undefined;
  let at = 0;
  try {
    if (fed > 0) parser.write(text.slice(0, fed));
    for (at = fed; at < text.length; at += size) parser.write(text.slice(at, at + size));
    return undefined;
  } catch {
    return at;
  }
}
