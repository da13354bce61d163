/** What a link in the terminal's output leads to. */
export type LinkTarget =
  /** `log` where the line says in which. */
  | { readonly kind: 'run'; readonly run: string; readonly log?: string }
  | { readonly kind: 'log'; readonly log: string }
  /** `line` and `column` count from 1. */
  | { readonly kind: 'place'; readonly file: string; readonly line: number; readonly column?: number };

/** A stretch of a line of the terminal. */
export interface FoundLink {
  readonly start: number;
  readonly length: number;
  readonly target: LinkTarget;
}

const RUN_ID = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const RUN_WITH_LOG = new RegExp(String.raw`\b([Rr]un (${RUN_ID})) in (.+\.db)\s*$`);
/** As sentences have it, or as the first word of a line of `log list`. */
const RUN = new RegExp(String.raw`(?:\b[Rr]un |^)(${RUN_ID})(?![\w-])`, 'g');
/** What stands behind the code of an issue. */
const PLACE = /\[[a-z0-9-]+\] (.+?):(\d+)(?::(\d+))?\s*$/;
const LOG_PATH = /^(?:\/|[A-Za-z]:\\|\\\\).*\.db\s*$/;

/** The runs, logs and places in files that a line of `onnx-workbench` names. */
export function findLinks(line: string): readonly FoundLink[] {
  return [...runAndLog(line), ...placeOf(line), ...logOf(line)];
}

function runAndLog(line: string): readonly FoundLink[] {
  const both = RUN_WITH_LOG.exec(line);
  const [, words = '', run = '', log = ''] = both ?? [];
  if (!both)
    return [...line.matchAll(RUN)].map((match) => ({
      start: match.index,
      length: match[0].length,
      target: { kind: 'run', run: match[1] ?? '' },
    }));
  return [
    { start: both.index, length: words.length, target: { kind: 'run', run, log } },
    { start: line.lastIndexOf(log), length: log.length, target: { kind: 'log', log } },
  ];
}

function placeOf(line: string): readonly FoundLink[] {
  const match = PLACE.exec(line);
  if (!match) return [];
  const [, file = '', row = '', column] = match;
  const place = `${file}:${row}${column === undefined ? '' : `:${column}`}`;
  return [
    {
      start: line.lastIndexOf(place),
      length: place.length,
      target: { kind: 'place', file, line: Number(row), ...(column !== undefined && { column: Number(column) }) },
    },
  ];
}

/** What `log path` prints. */
function logOf(line: string): readonly FoundLink[] {
  if (!LOG_PATH.test(line)) return [];
  const log = line.trimEnd();
  return [{ start: 0, length: log.length, target: { kind: 'log', log } }];
}
