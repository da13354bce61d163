/** The text of a new settings file beside a model, in which the columns of these inputs are still to be named. */
export function settingsTemplate(inputs: readonly string[]): string {
  const columns = Object.fromEntries(inputs.map((input) => [input, { columns: [] }]));
  return `${JSON.stringify({ version: 1, inputs: columns }, null, 2)}\n`;
}
