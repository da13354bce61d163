import { describe, expect, test } from 'vitest';
import type { Prediction } from '../../../../src/contract/predict';
import type { ResultRow } from '../../../../src/contract/rows';
import { resultColumns } from '../../../../webview/results/result-columns';
import { createTranslate } from '../../../../webview/shared/translate';

const t = createTranslate({});

function columnsOf(
  predictions: readonly Omit<Prediction, 'row'>[],
  options: {
    readonly classes?: readonly (string | number)[];
    readonly inputColumns?: readonly string[];
    readonly told?: readonly string[];
  } = {},
) {
  const { inputColumns = [], told = [] } = options;
  const rows: ResultRow[] = predictions.map((prediction, row) => ({
    inputs: inputColumns.map((name) => `${name}-${row}`),
    prediction: { row, ...prediction },
  }));
  const page = { start: 0, end: rows.length, total: rows.length, inputColumns, told, rows };
  const columns = resultColumns({ page, classes: options.classes, t });
  return {
    titles: columns.map((column) => column.title),
    align: columns.map((column) => column.align),
    texts: rows.map((row) => columns.map((column) => column.cell(row).text)),
  };
}

describe('a classifier', () => {
  test('shows label, score, margin, a probability per class, then the inputs', () => {
    const { titles, texts } = columnsOf(
      [{ label: 'yes', score: 0.75, margin: 0.5, probabilities: { no: 0.25, yes: 0.75 }, outputs: {} }],
      { classes: ['no', 'yes'], inputColumns: ['age'] },
    );
    expect(titles).toEqual(['Prediction', 'Score', 'Margin', 'P(no)', 'P(yes)', 'age']);
    expect(texts).toEqual([['yes', '0.7500', '0.5000', '0.2500', '0.7500', 'age-0']]);
  });

  test('keeps the order of its classes where JavaScript would sort them', () => {
    const { titles } = columnsOf([{ label: 10, probabilities: { '2': 0.1, '10': 0.9 }, outputs: {} }], {
      classes: [10, 2],
    });
    expect(titles).toEqual(['Prediction', 'P(10)', 'P(2)']);
  });

  test('does not repeat outputs that label and probabilities tell', () => {
    const { titles } = columnsOf(
      [
        {
          label: 'yes',
          probabilities: { no: 0.25, yes: 0.75 },
          outputs: { output_label: 1, scores: [0.25, 0.75], leaf: [3, 4] },
        },
      ],
      { classes: ['no', 'yes'], told: ['output_label', 'scores'] },
    );
    expect(titles).toEqual(['Prediction', 'P(no)', 'P(yes)', 'leaf']);
  });
});

test('a regressor shows its one value once', () => {
  const { titles, texts } = columnsOf(
    [
      { score: 5.25, outputs: { variable: 5.25 } },
      { score: 'NaN', outputs: { variable: 'NaN' } },
    ],
    { told: ['variable'] },
  );
  expect(titles).toEqual(['Prediction']);
  expect(texts).toEqual([['5.25'], ['NaN']]);
});

test('plain tensors show one column per output', () => {
  const { titles, texts } = columnsOf([{ outputs: { a: [1, 2], b: 'x' } }]);
  expect(titles).toEqual(['a', 'b']);
  expect(texts).toEqual([['[1, 2]', 'x']]);
});

test('skipped rows say why', () => {
  const page = {
    start: 0,
    end: 2,
    total: 2,
    inputColumns: [],
    told: [],
    rows: [
      { inputs: [], prediction: { row: 0, score: 1, outputs: {} } },
      { inputs: [], prediction: { row: 1, outputs: {} }, error: 'age is missing' },
    ],
  };
  const columns = resultColumns({ page, classes: undefined, t });
  expect(page.rows.map((row) => columns.map((column) => column.cell(row).text))).toEqual([
    ['1', ''],
    ['', 'age is missing'],
  ]);
});

test('text stands at the start of its column, numbers of any size at the end', () => {
  const { titles, align } = columnsOf([
    { outputs: { grade: 'good', ratio: 'NaN', id: '9007199254740993', passed: true } },
  ]);
  expect(Object.fromEntries(titles.map((title, index) => [title, align[index]]))).toEqual({
    grade: 'start',
    ratio: 'end',
    id: 'end',
    passed: 'end',
  });
});

describe('the truth', () => {
  const cellsOf = (rows: readonly ResultRow[]) => {
    const page = { start: 0, end: rows.length, total: rows.length, inputColumns: ['age'], told: [], rows };
    const columns = resultColumns({ page, classes: undefined, t });
    return {
      ids: columns.map(({ id }) => id),
      cells: rows.map((row) => columns.map((column) => column.cell(row))),
    };
  };

  test('of a class stands beside the prediction, which is marked where it is another', () => {
    const { ids, cells } = cellsOf([
      { inputs: ['1'], prediction: { row: 0, label: 'yes', score: 0.9, outputs: {} }, truth: 'yes', wrong: false },
      { inputs: ['2'], prediction: { row: 1, label: 'no', score: 0.6, outputs: {} }, truth: 'yes', wrong: true },
    ]);
    expect(ids).toEqual(['prediction', 'truth', 'score', 'input:age']);
    expect(cells.map(([prediction, truth]) => [prediction?.wrong, truth?.text])).toEqual([
      [undefined, 'yes'],
      ['wrong, the truth is yes', 'yes'],
    ]);
  });

  test('of a number says how far off the prediction is', () => {
    const { ids, cells } = cellsOf([
      { inputs: ['1'], prediction: { row: 0, score: 5.5, outputs: {} }, truth: 5 },
      { inputs: ['2'], prediction: { row: 1, score: 4, outputs: {} } },
    ]);
    expect(ids).toEqual(['prediction', 'truth', 'input:age']);
    expect(cells.map(([, truth]) => truth?.full)).toEqual(['5, the prediction is off by 0.5', undefined]);
  });
});

test('cells with several values can be opened, others not', () => {
  const rows = [{ inputs: [], prediction: { row: 0, outputs: { plane: [[1, 2]], map: { a: 1 }, text: 'x' } } }];
  const page = { start: 0, end: 1, total: 1, inputColumns: [], told: [], rows };
  const columns = resultColumns({ page, classes: undefined, t });
  expect(rows.flatMap((row) => columns.map((column) => column.cell(row).opens ?? false))).toEqual([true, false, false]);
});
