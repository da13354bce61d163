import type { ResultRow, RowsPage } from '../../src/contract/rows';
import type { ClassLabel } from '../../src/contract/model';
import type { CellValue, Prediction } from '../../src/contract/predict';
import { formatCell, formatFull, formatNumber, formatProbability } from '../shared/format';
import { columnWidth, type Cell, type TableColumn } from '../shared/table-column';
import type { Translate } from '../shared/translate';

export interface ResultColumnsOptions {
  readonly page: RowsPage;
  /** Class order, where it is known: keys of `probabilities` that look like integers lose theirs. */
  readonly classes: readonly ClassLabel[] | undefined;
  readonly t: Translate;
}

type Column = Omit<TableColumn<ResultRow>, 'width'>;

/**
 * The columns that the rows of a page have: prediction, truth, score, margin, probabilities, other outputs, inputs. Each
 * has its `RowColumnId` as its id.
 */
export function resultColumns({ page, classes, t }: ResultColumnsOptions): readonly TableColumn<ResultRow>[] {
  const predictions = page.rows.filter((row) => row.error === undefined).map((row) => row.prediction);
  const truth = page.rows.some((row) => row.truth !== undefined) ? [truthColumn(page.rows, t)] : [];
  const columns = [
    ...predictionColumns(predictions, truth, t),
    ...probabilityColumns(predictions, classes, t),
    ...otherOutputs(predictions, page.told, t),
    ...page.inputColumns.map((name, index) => inputColumn(name, index, t)),
    ...(page.rows.some((row) => row.error !== undefined) ? [errorColumn(t)] : []),
  ];
  return columns.map((column) => ({
    ...column,
    width: columnWidth(
      column.title,
      page.rows.map((row) => widestText(column.cell(row))),
    ),
  }));
}

function predictionColumns(predictions: readonly Prediction[], truth: readonly Column[], t: Translate): Column[] {
  const has = (key: 'label' | 'score' | 'margin'): boolean =>
    predictions.some((prediction) => prediction[key] !== undefined);
  if (!has('label')) return [...(has('score') ? [valueColumn(t)] : []), ...truth];
  const probability = (key: 'score' | 'margin', title: string, about: string): Column[] =>
    has(key)
      ? [{ ...numeric(key, title, about), cell: ({ prediction }) => numberCell(prediction[key], formatProbability) }]
      : [];
  return [
    labelColumn(t),
    ...truth,
    ...probability('score', t('Score'), t('Probability of the predicted class')),
    ...probability('margin', t('Margin'), t('Highest probability less the second highest')),
  ];
}

function labelColumn(t: Translate): Column {
  return {
    id: 'prediction',
    title: t('Prediction'),
    about: t('The class, by its name where one is known'),
    align: 'start',
    group: 'prediction',
    cell: ({ prediction, truth, wrong }) => ({
      text: String(prediction.label ?? ''),
      tone: 'strong',
      ...(wrong === true && { wrong: t('wrong, the truth is {0}', String(truth)) }),
    }),
  };
}

function valueColumn(t: Translate): Column {
  return {
    ...numeric('prediction', t('Prediction'), t('The single value that the model gives')),
    cell: ({ prediction }) => ({ ...numberCell(prediction.score, formatNumber), tone: 'strong' }),
  };
}

function truthColumn(rows: readonly ResultRow[], t: Translate): Column {
  return {
    id: 'truth',
    title: t('Truth'),
    about: t('What the prediction should be'),
    align: rows.some(({ truth }) => isText(truth)) || rows.some(({ wrong }) => wrong !== undefined) ? 'start' : 'end',
    group: 'prediction',
    cell: ({ truth, prediction: { label, score } }) => ({
      text: truth === undefined ? '' : formatCell(truth),
      ...(truth !== undefined && { full: truthInFull(truth, label === undefined ? score : undefined, t) }),
    }),
  };
}

function truthInFull(truth: ClassLabel, predicted: number | string | undefined, t: Translate): string {
  if (typeof truth !== 'number' || typeof predicted !== 'number') return String(truth);
  return t('{0}, the prediction is off by {1}', String(truth), formatNumber(predicted - truth));
}

function probabilityColumns(
  predictions: readonly Prediction[],
  classes: readonly ClassLabel[] | undefined,
  t: Translate,
): Column[] {
  const found = new Set(predictions.flatMap((prediction) => Object.keys(prediction.probabilities ?? {})));
  const known = (classes ?? []).map(String).filter((name) => found.has(name));
  const names = [...known, ...[...found].filter((name) => !known.includes(name))];
  return names.map((name) => ({
    ...numeric(`probability:${name}`, `P(${name})`, t('Probability of {0}', name)),
    cell: ({ prediction }) => probabilityCell(prediction.probabilities?.[name]),
  }));
}

/** Outputs that the columns before them do not tell already. */
function otherOutputs(predictions: readonly Prediction[], told: readonly string[], t: Translate): Column[] {
  const names = new Set(predictions.flatMap((prediction) => Object.keys(prediction.outputs)));
  return [...names]
    .filter((name) => !told.includes(name))
    .map((name) => ({
      ...numeric(`output:${name}`, name, t('Output {0}', name)),
      ...(predictions.some(({ outputs }) => Array.isArray(outputs[name])) && { goesBy: t('first element') }),
      align: predictions.some(({ outputs }) => isText(outputs[name])) ? 'start' : 'end',
      cell: ({ prediction }) => outputCell(prediction.outputs[name]),
    }));
}

/** A mark takes the room of two characters. */
function widestText({ text, wrong }: Cell): string {
  return wrong === undefined ? text : `${text}__`;
}

/** Whether a value is neither a number nor what stands for one: "NaN", or an integer that a double cannot hold. */
function isText(value: CellValue | undefined): boolean {
  if (typeof value === 'object') return value !== null;
  return typeof value === 'string' && value !== 'NaN' && Number.isNaN(Number(value));
}

function inputColumn(name: string, index: number, t: Translate): Column {
  return {
    id: `input:${name}`,
    title: name === '' ? t('(no name)') : name,
    about: t('Input column {0}', name),
    align: 'start',
    group: 'input',
    cell: ({ inputs }) => ({ text: inputs[index] ?? '', tone: 'quiet' }),
  };
}

function errorColumn(t: Translate): Column {
  return {
    id: 'why',
    title: t('Why there is no prediction'),
    about: t('Rows that were skipped'),
    align: 'start',
    group: 'error',
    cell: ({ error }) => ({ text: error ?? '', tone: 'error' }),
  };
}

function numeric(id: string, title: string, about: string): Omit<Column, 'cell'> {
  return { id, title, about, align: 'end', group: 'prediction' };
}

function numberCell(value: number | string | undefined, format: (value: number | string) => string): Cell {
  return value === undefined ? { text: '' } : { text: format(value), full: String(value) };
}

function probabilityCell(value: number | string | undefined): Cell {
  if (value === undefined) return { text: '' };
  const text = formatProbability(value);
  return typeof value === 'number' ? { text, full: String(value), share: Math.min(1, Math.max(0, value)) } : { text };
}

function outputCell(value: CellValue | undefined): Cell {
  if (value === undefined) return { text: '' };
  return {
    text: formatCell(value),
    full: formatFull(value),
    ...(Array.isArray(value) && { opens: true }),
  };
}
