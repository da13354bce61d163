import type { Issue } from '../../contract/issue';
import type { Bound } from './reading';

/** Runtime messages are cut here: some hold whole shapes or graphs. */
const MOST_TEXT = 600;

/** What ONNX Runtime said of fed rows `start` to `start + rows`, with their place in the data. */
export function runFailed(model: string, { bound }: Bound, start: number, rows: number, message: string): Issue {
  const first = rowNumber(bound, start);
  const last = rowNumber(bound, start + rows - 1);
  const where = first === last ? `row ${first}` : `rows ${first} to ${last}`;
  return {
    severity: 'error',
    code: 'run-failed',
    message: `${model} failed on ${where}: ${plainText(message)} Check these rows, or go on without them with --on-error skip.`,
    file: model,
    row: first,
  };
}

/** Number of the row at a position among the rows that were fed. */
export function rowNumber(bound: Bound['bound'], position: number): number {
  return bound.start + (bound.fed?.[position] ?? position);
}

/** A longer message is not looked through to its end. */
const MOST_READ = 10 * MOST_TEXT;

/** Without the runtime's own source file, line and function. */
export function plainText(message: string): string {
  const text = message
    .slice(0, MOST_READ)
    .replace(/^[^]*?Status Message:\s*/, '')
    .replace(/\S*\.(?:cc|h|cpp):\d+ .*?\)(?: const)? /g, '')
    .trim()
    .slice(0, MOST_TEXT);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
