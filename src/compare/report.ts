import type { CompareReportFormat } from '../contract/compare';
import type { Comparison } from '../contract/comparison';
import { htmlReport } from './report-html';
import { junitReport } from './report-junit';
import { markdownReport } from './report-markdown';

/** A comparison as a file for others. */
export function reportOf(comparison: Comparison, format: CompareReportFormat): string {
  switch (format) {
    case 'md':
      return markdownReport(comparison);
    case 'html':
      return htmlReport(comparison);
    case 'junit':
      return junitReport(comparison);
  }
}
