import { applyEdits, findNodeAtLocation, modify, parse, parseTree, type Edit, type ParseError } from 'jsonc-parser';
import type { SettingEdit, SettingPath, SettingsContent } from '../../contract/settings-page';
import { settingProblems } from '../../sidecar/setting-problems';

/** How the text is written, so that a change looks like its surroundings. */
export interface TextStyle {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
  readonly eol: '\n' | '\r\n';
}

/** What a text of settings says. A comment or a comma too many, which the form keeps, does not hide the rest. */
export function settingsContent(text: string): SettingsContent {
  const errors: ParseError[] = [];
  const settings: unknown = text.trim() === '' ? {} : parse(text, errors, { allowTrailingComma: true });
  if (!isRecord(settings) || errors.length > 0) return { kind: 'broken', line: lineOf(text, errors[0]?.offset ?? 0) };
  return { kind: 'settings', settings, problems: settingProblems(settings) };
}

/** The least change of the text that makes the edits; what they do not concern, comments too, stays as it is. */
export function editedText(text: string, edits: readonly SettingEdit[], style: TextStyle): readonly Edit[] {
  const formattingOptions = { tabSize: style.tabSize, insertSpaces: style.insertSpaces, eol: style.eol };
  const start = text.trim() === '' ? `{${style.eol}}${style.eol}` : text;
  const result = edits.reduce((before, { path, value }) => {
    return applyEdits(before, modify(before, [...path], value, { formattingOptions }));
  }, start);
  return [difference(text, result)];
}

/** Where a setting stands in the text, by its offset; the start of the text where it does not. */
export function offsetOf(text: string, path: SettingPath): number {
  const root = parseTree(text);
  return (root && findNodeAtLocation(root, [...path])?.offset) ?? 0;
}

/** One replacement from the first to the last character that differs. */
function difference(before: string, after: string): Edit {
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
