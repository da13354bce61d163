import { dataError } from '../fail';
import { repeatedName } from '../repeated-name';
import { decimalOf } from './decimal';
import type { Issue } from '../../contract/issue';
import type { CsvRow } from './rows';

export interface CsvHeader {
  readonly names: readonly string[];
  readonly issues: readonly Issue[];
}

/**
 * Column names from the first row. Empty names may repeat, as pandas writes them for an index.
 * Throws WorkbenchError `empty-file` without a row, `duplicate-column` for a name that stands twice.
 */
export function headerOf(row: CsvRow | undefined, file: string): CsvHeader {
  if (row === undefined)
    throw dataError({ code: 'empty-file', message: `${file} is empty: it has no header and no rows.`, file });
  const names = row.fields;
  const numeric = names.every((name) => decimalOf(name, '.') !== undefined);
  const twice = repeatedName(names);
  if (twice !== undefined) {
    const [first, second] = names.flatMap((name, index) => (name === twice ? [index + 1] : []));
    const hint = numeric ? 'Is the header row missing?' : 'Rename one of them.';
    const message = `${file} has the column '${twice}' twice (fields ${first ?? 1} and ${second ?? 2} of line ${row.line}). ${hint}`;
    throw dataError({ code: 'duplicate-column', message, file, line: row.line, column: twice });
  }
  return { names, issues: numeric ? [noHeader(names, file)] : [] };
}

function noHeader(names: readonly string[], file: string): Issue {
  const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ', ...' : '');
  return {
    severity: 'warning',
    code: 'no-header',
    message: `The first row of ${file} holds only numbers (${shown}) and is taken as the header: if it is data, put a row of column names above it.`,
    file,
    line: 1,
  };
}
