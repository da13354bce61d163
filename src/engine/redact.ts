import type { Issue } from '../contract/issue';

/** Issues quote cells: of redacted columns only that there was one stays in the log. */
export function redactIssues(issues: readonly Issue[], redacted: readonly string[]): readonly Issue[] {
  const hidden = new Set(redacted);
  return issues.map((issue) => {
    if (issue.column === undefined || !hidden.has(issue.column)) return issue;
    return { ...issue, message: `A cell of the redacted column '${issue.column}' (${issue.code}).` };
  });
}
