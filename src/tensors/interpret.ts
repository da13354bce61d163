import type { Issue } from '../contract/issue';
import type { OutputColumn, PredictedBatch, RaggedOutput } from '../contract/predicted';
import type { TensorValue } from '../contract/tensor';
import type { BoundBatch } from './bind';
import { numberAt } from './elements';
import { joinOutput, type Joined, type RunOutputs } from './join';
import { labelReader } from './labels';
import type { OutputMeaning } from './output-meaning';
import { readProbabilities, type Probabilities } from './probabilities';

/**
 * The runtime's answers in the product's terms: label, score, margin and probabilities for each row of the batch.
 * `failedRuns` are rows that were fed and not answered, by row number.
 */
export function interpretResults(
  meaning: OutputMeaning,
  bound: BoundBatch,
  answers: readonly RunOutputs[],
  failedRuns: ReadonlyMap<number, Issue> = new Map(),
): PredictedBatch {
  const joined = new Map(meaning.outputs.map((output) => [output.name, joinOutput(output, bound, answers)]));
  const columns = columnsOf(joined);
  const { probabilities, issues } = readProbabilities(meaning, columns);
  return {
    start: bound.start,
    rows: bound.rows,
    ...tellRows(meaning, columns, probabilities, bound.rows),
    outputs: plainKeys(columns, issues),
    ...raggedOf(joined),
    whole: wholeOf(joined),
    failed: new Map([...bound.failed, ...failedRuns]),
    ...(issues.length > 0 && { issues }),
  };
}

/** Label, score, margin and probabilities, and the outputs that say so. */
function tellRows(
  meaning: OutputMeaning,
  columns: readonly OutputColumn[],
  probabilities: Probabilities | undefined,
  rows: number,
): Pick<PredictedBatch, 'labels' | 'scores' | 'margins' | 'probabilities' | 'told'> {
  const labels = readLabels(meaning, columns, probabilities, rows);
  if (!probabilities) {
    const regression = labels ? undefined : singleValue(meaning, columns);
    if (regression) return { scores: allNumbers(regression, rows), told: [regression.name] };
    return labels ? { labels: labels.labels, told: labels.from } : { told: [] };
  }
  const { classes, dtype, values, width, from } = probabilities;
  return {
    ...(labels && { labels: labels.labels, scores: labelScores(labels.indexes, probabilities) }),
    ...(width > 1 && { margins: topMargins(probabilities, rows) }),
    probabilities: { classes: classes.map(String), dtype, values },
    told: [...(labels?.from ?? []), ...from],
  };
}

function wholeOf(joined: ReadonlyMap<string, Joined>): PredictedBatch['whole'] {
  return [...joined].flatMap(([name, output]) =>
    output.kind === 'whole' ? output.values.map((value) => ({ name, value })) : [],
  );
}

function columnsOf(joined: ReadonlyMap<string, Joined>): readonly OutputColumn[] {
  return [...joined.values()].flatMap((output) => (output.kind === 'column' ? [output.column] : []));
}

function raggedOf(joined: ReadonlyMap<string, Joined>): { readonly ragged?: readonly RaggedOutput[] } {
  const ragged = [...joined.values()].flatMap((output) => (output.kind === 'ragged' ? [output.ragged] : []));
  return ragged.length > 0 ? { ragged } : {};
}

/** Keys go where a ZipMap's classes and the tensor's width differ: its values are then plain numbers. */
function plainKeys(columns: readonly OutputColumn[], issues: readonly Issue[]): readonly OutputColumn[] {
  if (issues.length === 0) return columns;
  return columns.map(({ keys, ...column }) =>
    keys && keys.length === column.rowShape[0] ? { ...column, keys } : column,
  );
}

interface Labels {
  readonly labels: readonly (string | number | boolean)[];
  /** The class index of each row's label; -1 where it is no class. */
  readonly indexes: Int32Array;
  /** The output that says so; none where the largest probability decides. */
  readonly from: readonly string[];
}

function readLabels(
  meaning: OutputMeaning,
  columns: readonly OutputColumn[],
  probabilities: Probabilities | undefined,
  rows: number,
): Labels | undefined {
  const column = columns.find(({ name }) => name === meaning.label?.name);
  if (column?.rowShape.length === 0) {
    const read = labelReader(column, meaning.naming, probabilities?.classes);
    const indexes = new Int32Array(rows);
    const labels = Array.from({ length: rows }, (_, row) => {
      const { label, index } = read(row);
      indexes[row] = index;
      return label;
    });
    return { labels, indexes, from: [column.name] };
  }
  if (!probabilities || meaning.label) return undefined;
  const indexes = new Int32Array(rows);
  const labels = new Array<Labels['labels'][number]>(rows);
  for (let row = 0; row < rows; row++) {
    const index = largestAt(probabilities, row);
    indexes[row] = index;
    labels[row] = probabilities.classes[index] ?? index;
  }
  return { labels, indexes, from: [] };
}

/** The index of the row's largest probability; the first of equals. */
function largestAt({ values, width }: Probabilities, row: number): number {
  const from = row * width;
  let largest = 0;
  for (let index = 1; index < width; index++) {
    if ((values[from + index] ?? NaN) > (values[from + largest] ?? NaN)) largest = index;
  }
  return largest;
}

function labelScores(indexes: Int32Array, { values, width }: Probabilities): Float64Array {
  const scores = new Float64Array(indexes.length);
  for (let row = 0; row < scores.length; row++) {
    const index = indexes[row] ?? -1;
    scores[row] = index < 0 || index >= width ? NaN : (values[row * width + index] ?? NaN);
  }
  return scores;
}

/** The distance of the two largest, in the precision of the probabilities: of float32 ones a float32. */
export function topMargins(
  { values, width, dtype }: Pick<Probabilities, 'values' | 'width' | 'dtype'>,
  rows: number,
): Float64Array {
  const margins = dtype === 'float64' ? new Float64Array(rows) : new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let first = -Infinity;
    let second = -Infinity;
    for (let index = row * width; index < (row + 1) * width; index++) {
      const value = values[index] ?? NaN;
      if (value > first) {
        second = first;
        first = value;
      } else if (value > second) second = value;
    }
    margins[row] = first - second;
  }
  return margins instanceof Float64Array ? margins : Float64Array.from(margins);
}

/** The one output of a regressor: one float a row. */
function singleValue(meaning: OutputMeaning, columns: readonly OutputColumn[]): OutputColumn | undefined {
  const [column] = columns;
  if (!column || meaning.outputs.length !== 1 || column.rowShape.length > 0) return undefined;
  return column.dtype.startsWith('float') ? column : undefined;
}

function allNumbers(column: Pick<TensorValue, 'dtype' | 'data'>, rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => numberAt(column, row));
}
