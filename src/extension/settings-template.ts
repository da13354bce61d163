import type { SettingsWanted } from '../contract/results-page';

/** The text of a new settings file beside a model, in which what these inputs want is still to be filled in. */
export function settingsTemplate({ columns, values }: SettingsWanted): string {
  const inputs = Object.fromEntries<{ readonly columns: readonly string[] } | { readonly value: string }>([
    ...columns.map((input) => [input, { columns: [] }] as const),
    ...values.map((input) => [input, { value: '' }] as const),
  ]);
  return `${JSON.stringify({ version: 1, inputs }, null, 2)}\n`;
}
