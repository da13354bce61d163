import Papa from 'papaparse';
import { WorkbenchError } from '../../contract/issue';
import { isMissingText } from '../missing';
import type { Issue } from '../../contract/issue';
import type { ReadOptions } from '../table';

/** How a CSV file is written. */
export interface Dialect {
  readonly delimiter: string;
  readonly newline: '\n' | '\r';
  readonly decimal: '.' | ',';
  /** What was told from the first rows and may surprise. */
  readonly issues: readonly Issue[];
}

const CANDIDATES = [',', ';', '\t', '|'] as const;
const SNIFFED_ROWS = 200;

/**
 * Tells delimiter, line end and decimal mark from `sample`, the first text of the file; `options` win.
 * `whole` says that nothing follows the sample. Throws WorkbenchError of kind `usage` for impossible options.
 */
export function dialectOf(sample: string, whole: boolean, file: string, options: ReadOptions): Dialect {
  const newline = sample.includes('\r') && !sample.includes('\n') ? '\r' : '\n';
  const text = whole ? sample : sample.slice(0, sample.lastIndexOf(newline) + 1) || sample;
  const delimiter =
    options.delimiter === undefined ? sniffDelimiter(text, newline, file) : askedDelimiter(options.delimiter);
  if (options.decimal !== undefined)
    return { delimiter, newline, decimal: askedDecimal(options.decimal, delimiter), issues: [] };
  const comma = delimiter !== ',' && hasDecimalCommas(firstRows(text, delimiter, newline).slice(1));
  return { delimiter, newline, decimal: comma ? ',' : '.', issues: comma ? [decimalCommaIssue(file)] : [] };
}

/** The first rows of a text, without blank lines. */
function firstRows(text: string, delimiter: string, newline: '\n' | '\r'): string[][] {
  const parser = new Papa.Parser({ delimiter, newline, preview: SNIFFED_ROWS });
  const result = parser.parse(text, 0, false) as Papa.ParseResult<string[]>;
  return result.data.filter((fields) => fields.length > 1 || (fields[0] ?? '').trim() !== '');
}

function sniffDelimiter(text: string, newline: '\n' | '\r', file: string): string {
  const usual = /\.(tsv|tab)(\.gz)?$/i.test(file) ? '\t' : ',';
  let best = { delimiter: usual, share: 0, fields: 1 };
  for (const delimiter of [usual, ...CANDIDATES.filter((candidate) => candidate !== usual)]) {
    const [header, ...rows] = firstRows(text, delimiter, newline);
    const fields = header?.length ?? 1;
    if (fields < 2) continue;
    const share = rows.length === 0 ? 1 : rows.filter((row) => row.length === fields).length / rows.length;
    if (share > best.share || (share === best.share && fields > best.fields)) best = { delimiter, share, fields };
  }
  return best.delimiter;
}

function askedDelimiter(asked: string): string {
  const delimiter = asked === '\\t' || asked.toLowerCase() === 'tab' ? '\t' : asked;
  if (delimiter.length === 1 && !'"\r\n\uFEFF'.includes(delimiter)) return delimiter;
  throw new WorkbenchError('usage', {
    code: 'bad-delimiter',
    message: `'${asked}' cannot separate fields: the delimiter is one character, such as , ; | or \\t.`,
  });
}

function askedDecimal(asked: string, delimiter: string): '.' | ',' {
  if ((asked === '.' || asked === ',') && asked !== delimiter) return asked;
  const why = asked === delimiter ? `it separates the fields already; name another delimiter` : `it is . or ,`;
  throw new WorkbenchError('usage', { code: 'bad-decimal', message: `'${asked}' cannot be the decimal mark: ${why}.` });
}

const WITH_COMMA = /^\s*[+-]?(?:\d*|\d{1,3}(?:\.\d{3})+),\d+(?:[eE][+-]?\d+)?\s*$/;
const WITH_POINT = /^\s*[+-]?\d*\.\d+(?:[eE][+-]?\d+)?\s*$/;

/** More cells read `1,5` than `1.5`. */
function hasDecimalCommas(rows: readonly (readonly string[])[]): boolean {
  const cells = rows.flat().filter((cell) => !isMissingText(cell));
  const commas = cells.filter((cell) => WITH_COMMA.test(cell)).length;
  return commas > 0 && commas > cells.filter((cell) => WITH_POINT.test(cell)).length;
}

function decimalCommaIssue(file: string): Issue {
  return {
    severity: 'info',
    code: 'decimal-comma',
    message: `Numbers in ${file} are taken to have a decimal comma (1,5), by its first rows; say --decimal . where that is wrong.`,
    file,
  };
}
