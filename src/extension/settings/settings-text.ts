import { applyEdits, findNodeAtLocation, modify, parse, parseTree, type Edit, type ParseError } from 'jsonc-parser';
import type { SettingEdit, SettingPath, SettingsContent } from '../../contract/settings-page';
import { settingProblems } from '../../sidecar/setting-problems';

type Eol = '\n' | '\r\n';

const INDENT = '  ';

/** What a text of settings says. A comment or a comma too many, which the form keeps, does not hide the rest. */
export function settingsContent(text: string): SettingsContent {
  const errors: ParseError[] = [];
  const settings: unknown = text.trim() === '' ? {} : parse(text, errors, { allowTrailingComma: true });
  if (!isRecord(settings) || errors.length > 0) return { kind: 'broken', line: lineOf(text, errors[0]?.offset ?? 0) };
  return { kind: 'settings', settings, problems: settingProblems(settings) };
}

/**
 * The change of the text that makes the edits, as one replacement. What they do not concern, comments too, stays as it is,
 * byte by byte; what is new is written as its surroundings are.
 */
export function editedText(text: string, edits: readonly SettingEdit[], eol: Eol): Edit {
  const start = text.trim() === '' ? `{${eol}}${eol}` : text;
  const result = edits.reduce((before, edit) => applyEdits(before, [...changes(before, edit, eol)]), start);
  return textDifference(text, result);
}

function changes(text: string, { path, value }: SettingEdit, eol: Eol): readonly Edit[] {
  // Without formatting options the neighbours are not touched.
  return modify(text, [...path], value, {}).map((edit) => {
    if (value === undefined) return edit;
    return edit.length > 0 ? replacement(text, edit, value, eol) : insertion(text, path, edit, eol);
  });
}

function replacement(text: string, edit: Edit, value: unknown, eol: Eol): Edit {
  return { ...edit, content: json(value, indentAt(text, edit.offset), eol) };
}

/** `edit` inserts `"key":value` behind the last setting of its table, with a comma where there is one. */
function insertion(text: string, path: SettingPath, edit: Edit, eol: Eol): Edit {
  const follows = edit.content.startsWith(',');
  const added = JSON.parse(`{${edit.content.replace(/^,|,$/g, '')}}`) as Record<string, unknown>;
  const [key = '', value] = Object.entries(added)[0] ?? [];
  const start = tableStart(text, path);
  if (follows && !text.slice(start, edit.offset).includes('\n'))
    return { ...edit, content: `, ${JSON.stringify(key)}: ${JSON.stringify(value)}` };
  const outer = indentAt(text, start);
  const indent = follows ? indentAt(text, edit.offset) : outer + INDENT;
  const line = `${eol}${indent}${JSON.stringify(key)}: ${json(value, indent, eol)}`;
  if (follows) return { ...edit, content: `,${line}` };
  return {
    offset: edit.offset,
    length: text.indexOf('}', edit.offset) - edit.offset,
    content: `${line}${eol}${outer}`,
  };
}

/** The offset of the brace that opens the innermost table that is there already. */
function tableStart(text: string, path: SettingPath): number {
  const root = parseTree(text);
  for (let length = path.length - 1; root && length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node) return node.offset;
  }
  return root?.offset ?? 0;
}

/** White space at the beginning of the line of an offset. */
function indentAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^\s*/.exec(line)?.[0] ?? '';
}

function json(value: unknown, indent: string, eol: Eol): string {
  return JSON.stringify(value, null, INDENT).replaceAll('\n', eol + indent);
}

/** One replacement from the first to the last character that differs. */
export function textDifference(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { offset: start, length: before.length - start - end, content: after.slice(start, after.length - end) };
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
