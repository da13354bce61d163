import type { Issue } from '../contract/issue';

const SETTINGS = 'in the settings beside the model';
/** A flag is no flag inside a name or a quotation. */
const NOT_WITHIN = String.raw`(?<![\w'"-])`;

/** What the flags of the terminal are called in the editor, first match first. */
const PHRASES: readonly (readonly [flag: string, words: string])[] = [
  ['with --set .+?=VALUE, or as "value"', 'as "value"'],
  ['with --columns or in the settings', 'in the settings'],
  ['--set .+?=VALUE', `"value" ${SETTINGS}`],
  ['as in --columns (?:\\S+=)?a,b(?:,c)?', `with "columns" ${SETTINGS}`],
  ['--columns(?: (?:\\S+=)?a,b(?:,c)?)?', `"columns" ${SETTINGS}`],
  ['--dim NAME=N', `"dims" ${SETTINGS}`],
  ['--missing', `"missing" ${SETTINGS}`],
  ['--truth', `"truth" ${SETTINGS}`],
  ['--map auto took', 'The accepted proposal took'],
  ['--map auto', 'Use These Columns'],
  ['--on-error skip', 'Skip Failing Rows'],
  ['Say with --pair OLD=NEW which belong together', 'Choose below which belong together'],
  ['Say which: --predicted LABEL\\[,PREFIX\\*\\]', 'Say which columns hold them'],
  ['say so: --pair \\S+?=\\S+?(?=\\.$)', 'choose it below'],
  [
    '--log FILE(?: or ONNX_WORKBENCH_LOG, or run without a log \\(--no-log\\))?',
    'the environment variable ONNX_WORKBENCH_LOG',
  ],
  [
    '--(?:batch(?: N\\b)?|encoding \\S+?|decimal \\S|delimiter \\S+?|predicted LABEL\\[,PREFIX\\*\\]|sidecar)(?=[.,;)]? |[.,;)]*$)',
    '$& in the terminal',
  ],
];
const REPLACEMENTS = PHRASES.map(([flag, words]) => [new RegExp(NOT_WITHIN + flag, 'g'), words] as const);

/** A message of the engine, which speaks of the terminal's flags, as the editor's user would say it. */
export function inEditorWords(message: string): string {
  return REPLACEMENTS.reduce((text, [flag, words]) => text.replace(flag, words), message);
}

/** Issues whose messages speak of what the editor has. */
export function issuesInEditorWords(issues: readonly Issue[]): readonly Issue[] {
  return issues.map((issue) => ({ ...issue, message: inEditorWords(issue.message) }));
}
