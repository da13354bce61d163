import type { Comparison } from '../contract/comparison';
import type { ReportTable } from './report-table';
import { tablesOf } from './report-tables';

/** For a pull request's comment. Names and cells are text, never markup. */
export function markdownReport(comparison: Comparison): string {
  const { summary, notes } = comparison;
  const parts = [
    `## ${escape(summary)}`,
    ...(notes.length > 0 ? [notes.map((note) => `- ${escape(note)}`).join('\n')] : []),
    ...tablesOf(comparison).map(tableText),
  ];
  return `${parts.join('\n\n')}\n`;
}

function tableText({ title, head, rows }: ReportTable): string {
  const line = (cells: readonly string[]): string =>
    `| ${head.map((_, place) => escape(cells[place] ?? '')).join(' | ')} |`;
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
