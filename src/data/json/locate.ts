import { JSONParser } from '@streamparser/json';

/** The first character that cannot stand where it stands, or the end of a text that stops too early. */
export interface JsonErrorPlace {
  readonly kind: 'truncated' | 'syntax';
  readonly offset: number;
}

const STEP = 1 << 16;

/**
 * Finds where a text stops being JSON, for text that `JSON.parse` refused: an incremental parser is fed in steps, and
 * then character by character in the step that it refused.
 */
export function locateJsonError(text: string): JsonErrorPlace {
  const steps = firstRefused(text, STEP, 0);
  if (steps === undefined) return { kind: 'truncated', offset: text.length };
  const offset = firstRefused(text, 1, steps) ?? text.length;
  return { kind: 'syntax', offset: text[offset - 1] === '-' ? offset - 1 : offset };
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
