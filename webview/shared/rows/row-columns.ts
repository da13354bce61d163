import type { ResultRow } from '../../../src/contract/rows';
import type { CellValue } from '../../../src/contract/predict';
import { columnName } from '../column-words';
import { formatCell, formatFull, formatProbability } from '../format';
import { columnWidth, type Cell, type TableColumn } from '../table-column';
import type { Translate } from '../translate';

/** A column of rows before its width is known. */
export type RowColumn = Omit<TableColumn<ResultRow>, 'width'>;

/** Columns as wide as these rows need. */
export function withWidths(
  columns: readonly RowColumn[],
  rows: readonly ResultRow[],
): readonly TableColumn<ResultRow>[] {
  return columns.map((column) => ({
    ...column,
    width: columnWidth(
      column.title,
      rows.map((row) => widestText(column.cell(row))),
    ),
  }));
}

/** A mark takes the room of two characters. */
function widestText({ text, wrong }: Cell): string {
  return wrong === undefined ? text : `${text}__`;
}

/** Whether a value is neither a number nor what stands for one: "NaN", or an integer that a double cannot hold. */
export function isText(value: CellValue | undefined): boolean {
  if (typeof value === 'object') return value !== null;
  return typeof value === 'string' && value !== 'NaN' && Number.isNaN(Number(value));
}

export function inputColumn(name: string, index: number, t: Translate): RowColumn {
  return {
    id: `input:${name}`,
    title: columnName(name, t),
    about: t('Input column {0}', name),
    align: 'start',
    group: 'input',
    cell: ({ inputs }) => ({ text: inputs[index] ?? '', tone: 'quiet' }),
  };
}

/** A label, marked where it is not the truth. */
export function labelCell(label: ResultRow['prediction']['label'], missed: ResultRow['truth'], t: Translate): Cell {
  return {
    text: String(label ?? ''),
    tone: 'strong',
    ...(missed !== undefined && { wrong: t('wrong, the truth is {0}', String(missed)) }),
  };
}

export function truthColumn(align: RowColumn['align'], t: Translate): RowColumn {
  return {
    id: 'truth',
    title: t('Truth'),
    about: t('What the prediction should be'),
    align,
    group: 'prediction',
    cell: ({ truth }) => ({ text: truth === undefined ? '' : formatCell(truth) }),
  };
}

export function numberCell(value: number | string | undefined, format: (value: number | string) => string): Cell {
  return value === undefined ? { text: '' } : { text: format(value), full: String(value) };
}

export function probabilityCell(value: number | string | undefined): Cell {
  if (value === undefined) return { text: '' };
  const text = formatProbability(value);
  return typeof value === 'number' ? { text, full: String(value), share: Math.min(1, Math.max(0, value)) } : { text };
}

export function outputCell(value: CellValue | undefined): Cell {
  if (value === undefined) return { text: '' };
  return {
    text: formatCell(value),
    full: formatFull(value),
    ...(Array.isArray(value) && { opens: true }),
  };
}
