/** The markers that pandas' `read_csv` takes for a missing value by default (`STR_NA_VALUES`). */
export const MISSING_MARKERS: ReadonlySet<string> = new Set([
  '',
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '-NaN',
  '-nan',
  '1.#IND',
  '1.#QNAN',
  '<NA>',
  'N/A',
  'NA',
  'NULL',
  'NaN',
  'None',
  'n/a',
  'nan',
  'null',
]);

/** Whether a cell of a CSV file stands for a missing value, as pandas' `read_csv` has it by default. */
export function isMissingText(text: string): boolean {
  return MISSING_MARKERS.has(text);
}
