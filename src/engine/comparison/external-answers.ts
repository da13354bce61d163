import type { ClassLabel } from '../../contract/model';
import type { OutputColumn, PredictedBatch } from '../../contract/predicted';
import type { Column } from '../../data/table';
import { parseNumber } from '../../tensors/cells';
import { classLookup, type ClassNaming } from '../../tensors/class-match';
import type { OutputMeaning } from '../../tensors/output-meaning';
import { readTruth } from '../../tensors/truth';
import { cellAt } from '../../tensors/table-cells';
import { topMargins } from '../../tensors/interpret';
import { probabilityOutputs, type FoundColumns } from './predicted-columns';

/** Columns of consecutive rows, by name. */
export interface Cells {
  readonly start: number;
  readonly rows: number;
  readonly column: (name: string) => Column | undefined;
  readonly decimal?: '.' | ',';
}

/** Names of outputs where no model names them. */
const LABEL = 'prediction';
const PROBABILITIES = 'probabilities';

/** Predictions made elsewhere in the words of a model: labels, scores and probabilities, and outputs by the model's names. */
export function externalAnswers(
  cells: Cells,
  found: FoundColumns,
  meaning: OutputMeaning | undefined,
  classifies: boolean,
): PredictedBatch {
  const others = [...found.outputs].map(([name, columns]) => outputOf(cells, name, columns, meaning));
  const { start, rows } = cells;
  const told = classifies ? classAnswers(cells, found, meaning) : valueAnswers(cells, found, meaning, others);
  return { start, rows, whole: [], failed: new Map(), ...told, outputs: [...told.outputs, ...others] };
}

type Told = Pick<PredictedBatch, 'labels' | 'scores' | 'margins' | 'probabilities' | 'outputs' | 'told'>;

/** A regressor's value. */
function valueAnswers(
  cells: Cells,
  { label }: FoundColumns,
  meaning: OutputMeaning | undefined,
  others: readonly OutputColumn[],
): Told {
  const value = label === undefined ? undefined : outputOf(cells, singleOutput(meaning) ?? LABEL, [label], meaning);
  const only = value ?? others[0];
  const isSingle = only?.rowShape.length === 0 && only.data instanceof Float64Array;
  return {
    ...(isSingle ? { scores: only.data } : {}),
    outputs: value ? [value] : [],
    told: only ? [only.name] : [],
  };
}

/** Labels and probabilities; without labels, the most probable class. */
function classAnswers(cells: Cells, found: FoundColumns, meaning: OutputMeaning | undefined): Told {
  const { rows } = cells;
  const probabilities = found.probabilities && probabilitiesOf(cells, found.probabilities);
  const labels =
    found.label === undefined ? argMax(probabilities, rows) : readLabels(cells, found.label, meaning?.naming);
  const outputs = [
    ...labelOutput(meaning, labels, found.label !== undefined),
    ...(probabilities ? probabilityOutput(probabilities, meaning) : []),
  ];
  const told = outputs.map(({ name }) => name);
  if (!probabilities) return { labels, outputs, told };
  const margins = topMargins({ ...probabilities, width: probabilities.classes.length }, rows);
  return { labels, probabilities, margins, outputs, told };
}

/** The one output of a regressor. */
function singleOutput(meaning: OutputMeaning | undefined): string | undefined {
  return meaning?.outputs.length === 1 ? meaning.outputs[0]?.name : undefined;
}

function labelOutput(
  meaning: OutputMeaning | undefined,
  labels: readonly ClassLabel[],
  stated: boolean,
): readonly OutputColumn[] {
  if (!stated || (meaning && !meaning.label)) return [];
  const raw = rawLabels(labels, meaning?.naming);
  return [{ name: meaning?.label?.name ?? LABEL, dtype: 'string', rowShape: [], data: raw }];
}

/** Class names become what the model itself answers, where it has other words. */
function rawLabels(labels: readonly ClassLabel[], naming: ClassNaming | undefined): string[] {
  const names = naming?.names;
  if (!names) return labels.map(String);
  return labels.map((label) => String(naming.labels[names.indexOf(String(label))] ?? label));
}

/** As the model's results show classes: by name where it has names. */
function readLabels(
  { rows, column, decimal }: Cells,
  name: string,
  naming: ClassNaming | undefined,
): readonly ClassLabel[] {
  const cells = column(name);
  const finders = naming ? (['name', 'label', 'index'] as const).map((scheme) => classLookup(naming, scheme)) : [];
  return Array.from({ length: rows }, (_, index) => {
    const value = cells ? (readTruth(cells, index, decimal) ?? '') : '';
    for (const find of finders) {
      const place = find(value);
      if (place !== undefined) return naming?.names?.[place] ?? naming?.labels[place] ?? String(value);
    }
    return typeof value === 'boolean' ? String(value) : value;
  });
}

type Probabilities = NonNullable<PredictedBatch['probabilities']>;

function probabilitiesOf(
  cells: Cells,
  { classes, columns }: NonNullable<FoundColumns['probabilities']>,
): Probabilities {
  return { classes: classes.map(String), dtype: 'float64', values: interleaved(cells, columns) };
}

function argMax(probabilities: Probabilities | undefined, rows: number): readonly ClassLabel[] {
  const { classes = [], values = [] } = probabilities ?? {};
  return Array.from({ length: rows }, (_, row) => {
    let best = 0;
    for (let at = 1; at < classes.length; at++) {
      if ((values[row * classes.length + at] ?? NaN) > (values[row * classes.length + best] ?? NaN)) best = at;
    }
    return classes[best] ?? '';
  });
}

/** As the model answers them: one tensor, with or without keys, or one output per class. */
function probabilityOutput(probabilities: Probabilities, meaning: OutputMeaning | undefined): readonly OutputColumn[] {
  const { classes, dtype, values } = probabilities;
  const source = meaning?.probabilities;
  if (source?.kind === 'columns')
    return probabilityOutputs(meaning).map((name, place) => classColumn(probabilities, name, place));
  if (!source) return [{ name: PROBABILITIES, dtype, rowShape: [classes.length], data: values }];
  const { name, keys, empty } = source.output;
  if (keys) return [{ name, dtype, rowShape: [classes.length], data: values, keys: keys.map(String) }];
  if (empty.rowShape.length === 0 && classes.length === 2) return [classColumn(probabilities, name, 1)];
  return [{ name, dtype, rowShape: [classes.length], data: values }];
}

function classColumn({ classes, dtype, values }: Probabilities, name: string, place: number): OutputColumn {
  const width = classes.length;
  const data = Float64Array.from({ length: values.length / width }, (_, row) => values[row * width + place] ?? NaN);
  return { name, dtype, rowShape: [], data };
}

/** Text where the model answers text, else numbers. */
function outputOf(
  cells: Cells,
  name: string,
  columns: readonly string[],
  meaning: OutputMeaning | undefined,
): OutputColumn {
  const dtype = meaning?.outputs.find((output) => output.name === name)?.empty.dtype;
  return dtype === 'string' ? textsOutput(cells, name, columns) : numbersOutput(cells, name, columns);
}

function textsOutput({ rows, column }: Cells, name: string, columns: readonly string[]): OutputColumn {
  const parts = columns.map((one) => column(one));
  const data = Array.from({ length: rows }, (_, row) => parts.map((part) => textAt(part, row))).flat();
  return { name, dtype: 'string', rowShape: columns.length === 1 ? [] : [columns.length], data };
}

/** As it stands in the file: a marker of missing numbers is a text like any other. */
function textAt(column: Column | undefined, row: number): string {
  const cell = column && cellAt(column, row);
  if (cell === undefined || cell === null) return '';
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

function numbersOutput(cells: Cells, name: string, columns: readonly string[]): OutputColumn {
  const data = interleaved(cells, columns);
  const width = cells.rows === 0 ? columns.length : data.length / cells.rows;
  return { name, dtype: 'float64', rowShape: width === 1 ? [] : [width], data };
}

/** Row after row, the columns side by side; a column of tensors has several numbers a row. */
function interleaved(cells: Cells, columns: readonly string[]): Float64Array {
  const parts = columns.map((name) => numbersOf(cells, name));
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const values = new Float64Array(cells.rows * parts.length);
  for (const [place, part] of parts.entries()) {
    for (let row = 0; row < cells.rows; row++) values[row * parts.length + place] = part[row] ?? NaN;
  }
  return values;
}

function numbersOf({ rows, column, decimal }: Cells, name: string): Float64Array {
  const cells = column(name);
  if (cells?.kind === 'number') return cells.values;
  if (cells?.kind === 'tensor' && !Array.isArray(cells.values)) return Float64Array.from(cells.values, Number);
  return Float64Array.from({ length: rows }, (_, index) => {
    const value = cells ? readTruth(cells, index, decimal) : undefined;
    if (typeof value === 'number') return value;
    return value === undefined ? NaN : (parseNumber(String(value), '.') ?? Number(value));
  });
}
