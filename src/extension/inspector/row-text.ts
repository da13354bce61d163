import type { FilledField } from '../../contract/inspector-page';
import type { Issue } from '../../contract/issue';

/** A row as the engine takes it, or what is wrong with it before anything is asked. */
export type RowText =
  | {
      readonly kind: 'row';
      /** A JSON list of one record. */
      readonly text: string;
      /** Input -> its value for the run. */
      readonly set: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'wrong'; readonly issues: readonly Issue[] };

/**
 * The fields of a form as one JSON record. Single values stay texts, which are read as the cells of a CSV are; lists are
 * put in as they were typed, so that no digit of a large integer is lost.
 */
export function rowText(fields: readonly FilledField[], say: (column: string) => string): RowText {
  const cells: string[] = [];
  const set = new Map<string, string>();
  const issues: Issue[] = [];
  for (const { column, kind, text } of fields) {
    const list = kind === 'list' ? asList(text) : undefined;
    if (kind === 'list' && list === undefined) {
      issues.push({ severity: 'error', code: 'bad-list', message: say(column), column });
    } else if (kind === 'value') {
      if (text.trim() !== '') set.set(column, text);
    } else cells.push(`${JSON.stringify(column)}: ${list ?? JSON.stringify(text)}`);
  }
  if (issues.length > 0) return { kind: 'wrong', issues };
  return { kind: 'row', text: `[{ ${cells.join(', ')} }]`, set: Object.fromEntries(set) };
}

/** JSON text of a list; values without brackets are one. Undefined where it is none. */
function asList(text: string): string | undefined {
  const list = text.trim().startsWith('[') ? text : `[${text}]`;
  try {
    return Array.isArray(JSON.parse(list)) ? list : undefined;
  } catch {
    return undefined;
  }
}
