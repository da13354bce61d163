import type { CompareReportFormat } from '../contract/compare';
import type { Comparison } from '../contract/comparison';
import { htmlReport } from './report-html';
import { junitReport } from './report-junit';
import { markdownReport } from './report-markdown';

/** A comparison as a file for others. `safeCells`: Markdown has no cell that a spreadsheet would run as a formula. */
export function reportOf(comparison: Comparison, format: CompareReportFormat, safeCells = false): string {
  switch (format) {
    case 'md':
      return markdownReport(comparison, safeCells);
    case 'html':
      return htmlReport(comparison);
    case 'junit':
      return junitReport(comparison);
  }
}
