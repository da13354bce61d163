import type { Issue, Severity } from '../contract/issue';
import type { Terminal } from './terminal';

const MOST_SHOWN = 20;
const COLOURS = { error: 'red', warning: 'yellow', info: 'cyan' } as const;
const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** Issues on stderr, errors first; each message says where by itself. */
export function printIssues(terminal: Terminal, issues: readonly Issue[]): void {
  const sorted = ORDER.flatMap((severity) => issues.filter((issue) => issue.severity === severity));
  for (const issue of sorted.slice(0, MOST_SHOWN)) {
    const { severity, message } = issue;
    terminal.message(
      `${terminal.style(COLOURS[severity], `${severity}:`)} ${message} ${terminal.style('dim', codeAndPlace(issue))}`,
    );
  }
  const more = sorted.length - MOST_SHOWN;
  if (more > 0) terminal.message(`... and ${more} more; --json has them all.`);
}

/** Editors make a link of the place. */
function codeAndPlace({ code, file, line }: Issue): string {
  return file === undefined || line === undefined ? `[${code}]` : `[${code}] ${file}:${line}`;
}
