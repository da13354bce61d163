import type { ResultRow, RowsPage } from '../../src/contract/rows';
import type { ClassLabel } from '../../src/contract/model';
import type { Prediction } from '../../src/contract/predict';
import { formatNumber, formatProbability } from '../shared/format';
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
} from '../shared/rows/row-columns';
import type { TableColumn } from '../shared/table-column';
import type { Translate } from '../shared/translate';

export interface ResultColumnsOptions {
  readonly page: RowsPage;
  /** Class order, where it is known: keys of `probabilities` that look like integers lose theirs. */
  readonly classes: readonly ClassLabel[] | undefined;
  readonly t: Translate;
}

/**
 * The columns that the rows of a page have: prediction, truth, score, margin, probabilities, other outputs, inputs. Each
 * has its `RowColumnId` as its id.
 */
export function resultColumns({ page, classes, t }: ResultColumnsOptions): readonly TableColumn<ResultRow>[] {
  const predictions = page.rows.filter((row) => row.error === undefined).map((row) => row.prediction);
  const truth = page.rows.some((row) => row.truth !== undefined) ? [truthWithError(page.rows, t)] : [];
  const columns = [
    ...predictionColumns(predictions, truth, t),
    ...probabilityColumns(predictions, classes, t),
    ...otherOutputs(predictions, page.told, t),
    ...page.inputColumns.map((name, index) => inputColumn(name, index, t)),
    ...(page.rows.some((row) => row.error !== undefined) ? [errorColumn(t)] : []),
  ];
  return withWidths(columns, page.rows);
}

function predictionColumns(predictions: readonly Prediction[], truth: readonly RowColumn[], t: Translate): RowColumn[] {
  const has = (key: 'label' | 'score' | 'margin'): boolean =>
    predictions.some((prediction) => prediction[key] !== undefined);
  if (!has('label')) return [...(has('score') ? [valueColumn(t)] : []), ...truth];
  const probability = (key: 'score' | 'margin', title: string, about: string): RowColumn[] =>
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

function labelColumn(t: Translate): RowColumn {
  return {
    id: 'prediction',
    title: t('Prediction'),
    about: t('The class, by its name where one is known'),
    align: 'start',
    group: 'prediction',
    cell: ({ prediction, truth, wrong }) => labelCell(prediction.label, wrong === true ? truth : undefined, t),
  };
}

function valueColumn(t: Translate): RowColumn {
  return {
    ...numeric('prediction', t('Prediction'), t('The single value that the model gives')),
    cell: ({ prediction }) => ({ ...numberCell(prediction.score, formatNumber), tone: 'strong' }),
  };
}

function truthWithError(rows: readonly ResultRow[], t: Translate): RowColumn {
  const isClass = rows.some(({ truth, wrong }) => isText(truth) || wrong !== undefined);
  const column = truthColumn(isClass ? 'start' : 'end', t);
  return {
    ...column,
    cell: (row) => {
      const { truth, prediction } = row;
      if (truth === undefined) return column.cell(row);
      const predicted = prediction.label === undefined ? prediction.score : undefined;
      return { ...column.cell(row), full: truthInFull(truth, predicted, t) };
    },
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
): RowColumn[] {
  const found = new Set(predictions.flatMap((prediction) => Object.keys(prediction.probabilities ?? {})));
  const known = (classes ?? []).map(String).filter((name) => found.has(name));
  const names = [...known, ...[...found].filter((name) => !known.includes(name))];
  return names.map((name) => ({
    ...numeric(`probability:${name}`, `P(${name})`, t('Probability of {0}', name)),
    cell: ({ prediction }) => probabilityCell(prediction.probabilities?.[name]),
  }));
}

/** Outputs that the columns before them do not tell already. */
function otherOutputs(predictions: readonly Prediction[], told: readonly string[], t: Translate): RowColumn[] {
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

function errorColumn(t: Translate): RowColumn {
  return {
    id: 'why',
    title: t('Why there is no prediction'),
    about: t('Rows that were skipped'),
    align: 'start',
    group: 'error',
    cell: ({ error }) => ({ text: error ?? '', tone: 'error' }),
  };
}

function numeric(id: string, title: string, about: string): Omit<RowColumn, 'cell'> {
  return { id, title, about, align: 'end', group: 'prediction' };
}
