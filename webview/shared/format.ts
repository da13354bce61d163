import type { CellValue } from '../../src/contract/predict';

const SIGNIFICANT_DIGITS = 6;
const PROBABILITY_DECIMALS = 4;
/** Sums of float32 miss 0 and 1 by about this much. */
const ROUNDING = 1e-6;
/** Elements of a list that stand in a cell; the rest is counted. */
const SHOWN_ELEMENTS = 4;

/** A number for a table: at most six significant digits. Text ("NaN", integers a double cannot hold) stays as it is. */
export function formatNumber(value: number | string): string {
  if (typeof value === 'string' || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));
}

/** A probability with four decimals; never "1.0000" or "0.0000" for what is only near, but for rounding. */
export function formatProbability(value: number | string): string {
  if (typeof value === 'string') return value;
  const rounded = value.toFixed(PROBABILITY_DECIMALS);
  const edge = Number(rounded);
  if (Math.abs(value - edge) <= ROUNDING) return rounded;
  if (edge === 1) return '>0.9999';
  return edge === 0 ? '<0.0001' : rounded;
}

/** Any value of an output in one line. */
export function formatCell(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return formatList(value as readonly CellValue[]);
  return `{${Object.entries(value)
    .map(([key, entry]) => `${key}: ${formatCell(entry)}`)
    .join(', ')}}`;
}

/** Any value of an output with all its digits and elements. */
export function formatFull(value: CellValue): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function formatList(list: readonly CellValue[]): string {
  const shown = list.slice(0, SHOWN_ELEMENTS).map(formatCell).join(', ');
  return list.length > SHOWN_ELEMENTS ? `[${shown}, … ${list.length}]` : `[${shown}]`;
}

/** Milliseconds with a unit: "0.4 ms", "12 ms", "1.3 s", "2 min 5 s". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 10) return `${Number(milliseconds.toFixed(1))} ms`;
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A count with separators of thousands. */
export function formatCount(count: number, language: string): string {
  return count.toLocaleString(language);
}

/** A share, 0 to 1, in per cent with one decimal. */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** A path without the folder that it lies in; as it is where it lies elsewhere. */
export function pathWithin(folder: string, path: string): string {
  return /^[/\\]/.test(path.slice(folder.length)) && path.startsWith(folder) ? path.slice(folder.length + 1) : path;
}

/** The last part of a path of either kind. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size with a unit, 1 KB being 1024 bytes: "836 B", "1.2 MB". */
export function formatBytes(bytes: number, language: string): string {
  const step = bytes < 1 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const digits = step === 0 ? 0 : 1;
  const size = (bytes / 1024 ** step).toLocaleString(language, { maximumFractionDigits: digits });
  return `${size} ${BYTE_UNITS[step] ?? ''}`;
}
