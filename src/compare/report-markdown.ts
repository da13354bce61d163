import type { Comparison } from '../contract/comparison';
import { safeCell } from '../data/write/safe-cell';
import type { ReportTable } from './report-table';
import { tablesOf } from './report-tables';

/**
 * For a pull request's comment. Names and cells are text, never markup; with `safeCells` none is a formula to a spreadsheet
 * either.
 */
export function markdownReport(comparison: Comparison, safeCells = false): string {
  const { summary, notes } = comparison;
  const parts = [
    `## ${escape(summary)}`,
    ...(notes.length > 0 ? [notes.map((note) => `- ${escape(note)}`).join('\n')] : []),
    ...tablesOf(comparison).map((table) => tableText(table, safeCells ? safeCell : (text) => text)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function tableText({ title, head, rows }: ReportTable, cell: (text: string) => string): string {
  const line = (cells: readonly string[]): string =>
    `| ${head.map((_, place) => escape(cell(cells[place] ?? ''))).join(' | ')} |`;
  return [`### ${escape(title)}`, '', line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)].join(
    '\n',
  );
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll(/[\\`*_[\]|#~]/g, (character) => `\\${character}`);
}
