import type { ComparedColumn, ComparedMeaning, ComparedRows, Judgement } from '../../../src/contract/compare-rows';
import type { CellValue } from '../../../src/contract/predict';
import { digits } from '../../../src/contract/comparison-text';
import type { ResultRow, RowsPage } from '../../../src/contract/rows';
import { formatNumber, formatProbability } from '../../shared/format';
import {
  inputColumn,
  isText,
  labelCell,
  numberCell,
  outputCell,
  probabilityCell,
  truthColumn,
  withWidths,
  type RowColumn,
} from '../../shared/rows/row-columns';
import type { Cell, TableColumn } from '../../shared/table-column';
import type { Translate } from '../../shared/translate';
import { comparedTitle } from './compared-title';

/** What people look for first stands first; the number of the row stands before all columns. */
const ORDER: readonly ComparedMeaning['kind'][] = [
  'label',
  'judgement',
  'difference',
  'relative',
  'error',
  'score',
  'margin',
  'probability',
  'output',
  'flipped',
  'outOfTolerance',
];

/** The columns of a comparison's rows: what both sides answer beside each other, how far apart that is, and the inputs. */
export function comparedColumns(
  { columns }: ComparedRows,
  page: RowsPage,
  t: Translate,
): readonly TableColumn<ResultRow>[] {
  const known = columns.filter(({ kind }) => kind !== 'row');
  const sorted = known.toSorted((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
  const labels = sorted.filter(({ kind }) => kind === 'label').length;
  const answers = sorted.map((column) => answerColumn(column, page, t));
  const truths = page.rows.flatMap((row) => (row.truth === undefined ? [] : [row.truth]));
  const truth = truths.length > 0 ? [truthColumn(truths.some(isText) ? 'start' : 'end', t)] : [];
  const inputs = page.inputColumns.map((name, index) => inputColumn(name, index, t));
  return withWidths([...answers.slice(0, labels), ...truth, ...answers.slice(labels), ...inputs], page.rows);
}

/** The number that a row has in the data. */
export function numberInData({ columns }: ComparedRows): (row: ResultRow) => number {
  const name = nameOf(columns.find(({ kind }) => kind === 'row')?.id ?? '');
  return ({ prediction }) => Number(prediction.outputs[name] ?? prediction.row);
}

function nameOf(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

function answerColumn(column: ComparedColumn, page: RowsPage, t: Translate): RowColumn {
  const name = nameOf(column.id);
  const value = ({ prediction }: ResultRow): CellValue | undefined => prediction.outputs[name];
  const texts = page.rows.some((row) => isText(value(row)));
  return {
    id: column.id,
    ...comparedTitle(column, t),
    align: texts || column.kind === 'flipped' || column.kind === 'outOfTolerance' ? 'start' : 'end',
    group: 'prediction',
    cell: (row) => cellOf(column, value(row), row, t),
  };
}

const FORMATS: Readonly<Partial<Record<ComparedMeaning['kind'], (value: number | string) => string>>> = {
  score: formatProbability,
  margin: formatProbability,
  difference: digits,
  relative: digits,
  error: formatNumber,
};

function cellOf({ kind }: ComparedColumn, value: CellValue | undefined, { truth }: ResultRow, t: Translate): Cell {
  const format = FORMATS[kind];
  if (format) return numberCell(asNumber(value), format);
  switch (kind) {
    case 'label': {
      const label = asNumber(value);
      return labelCell(label, label !== undefined && String(label) !== String(truth) ? truth : undefined, t);
    }
    case 'judgement':
      return { text: judgementText(value, t) };
    case 'flipped':
    case 'outOfTolerance':
      return { text: value === true ? t('yes') : '' };
    case 'probability':
      return probabilityCell(asNumber(value));
    default:
      return outputCell(value);
  }
}

function asNumber(value: CellValue | undefined): number | string | undefined {
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

function judgementText(value: CellValue | undefined, t: Translate): string {
  const texts: Readonly<Record<Judgement, string>> = {
    bothRight: t('Right on both sides'),
    oldRightNewWrong: t('Right before, wrong now'),
    oldWrongNewRight: t('Wrong before, right now'),
    bothWrong: t('Wrong on both sides'),
  };
  return Object.entries(texts).find(([judgement]) => judgement === value)?.[1] ?? '';
}
