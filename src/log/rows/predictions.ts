import { Float64, makeData, type Data } from 'apache-arrow';
import type { Issue } from '../../contract/issue';
import type { OutputColumn, PredictedBatch, RaggedOutput } from '../../contract/predicted';
import type { TensorValue } from '../../contract/tensor';
import { labelsData } from './labels';
import { ALL_VALID, validityOf, type LoggedColumn, type Validity } from './layout';
import { concatenate, flatData, listsData, rowsData } from './tensor';
import { utf8Data } from './utf8';

/** Above this many classes the probabilities are one list column: a column each would cost more than its numbers. */
const MOST_CLASS_COLUMNS = 32;

/** What the model answered, as columns. Rows without a prediction are null, and `error` says why. */
export function predictionColumns(predicted: PredictedBatch): LoggedColumn[] {
  const { rows, start, failed } = predicted;
  const validity = failed.size === 0 ? ALL_VALID : validityOf(rows, (index) => !failed.has(start + index));
  return [
    ...labelColumns(predicted, validity),
    ...floatColumn('score', predicted.scores, validity),
    ...floatColumn('margin', predicted.margins, validity),
    ...probabilityColumns(predicted, validity),
    ...predicted.outputs.map((output) => outputColumn(output, rows, validity)),
    ...(predicted.ragged ?? []).flatMap((output) => raggedColumns(output, validity)),
    ...predicted.whole.map(({ name, value }) => wholeColumn(name, value, rows)),
    ...errorColumns(predicted),
  ];
}

function labelColumns({ labels }: PredictedBatch, validity: Validity): LoggedColumn[] {
  if (!labels) return [];
  const { data, encoding } = labelsData(labels, validity);
  return [{ role: 'label', name: 'label', details: { encoding }, data }];
}

function floatColumn(role: 'score' | 'margin', values: Float64Array | undefined, validity: Validity): LoggedColumn[] {
  if (!values) return [];
  return [
    { role, name: role, data: makeData({ type: new Float64(), length: values.length, data: values, ...validity }) },
  ];
}

function probabilityColumns({ probabilities, rows }: PredictedBatch, validity: Validity): LoggedColumn[] {
  if (!probabilities) return [];
  const { classes, dtype, values } = probabilities;
  if (classes.length === 0 || classes.length > MOST_CLASS_COLUMNS) {
    const details = { dtype, classes: JSON.stringify(classes) };
    return [
      {
        role: 'probabilities',
        name: 'proba',
        details,
        data: rowsData(dtype, [classes.length], rows, values, validity),
      },
    ];
  }
  return classes.map((name, position) => ({
    role: 'probability',
    name: `proba:${name}`,
    details: { class: name, dtype },
    data: flatData(dtype, everyNth(values, position, classes.length, rows), validity),
  }));
}

function everyNth(values: Float32Array | Float64Array, first: number, step: number, rows: number): typeof values {
  const taken = values instanceof Float32Array ? new Float32Array(rows) : new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) taken[row] = values[row * step + first] ?? NaN;
  return taken;
}

function outputColumn(
  { name, dtype, rowShape, data, keys }: OutputColumn,
  rows: number,
  validity: Validity,
): LoggedColumn {
  return {
    role: 'output',
    name: `output:${name}`,
    details: { name, dtype, shape: JSON.stringify(rowShape), ...(keys && { keys: JSON.stringify(keys) }) },
    data: rowsData(dtype, rowShape, rows, data, validity),
  };
}

function raggedColumns({ name, rows }: RaggedOutput, validity: Validity): LoggedColumn[] {
  const dtype = rows[0]?.dtype ?? 'float64';
  const values = flatData(dtype, concatenate(rows.map((row) => row.data)));
  const shapes = flatData('int32', Int32Array.from(rows.flatMap((row) => row.dims)));
  return [
    {
      role: 'ragged',
      name: `output:${name}`,
      details: { name, dtype },
      data: listsData(values, offsetsOf(rows.map((row) => row.data.length)), validity),
    },
    {
      role: 'ragged-shape',
      name: `shape:${name}`,
      data: listsData(shapes, offsetsOf(rows.map((row) => row.dims.length)), validity),
    },
  ];
}

function wholeColumn(name: string, value: TensorValue, rows: number): LoggedColumn {
  const lengths = Array.from({ length: rows }, (_, index) => (index === 0 ? value.data.length : 0));
  return {
    role: 'whole',
    name: `whole:${name}`,
    details: { name, dtype: value.dtype, shape: JSON.stringify(value.dims) },
    data: listsData(
      flatData(value.dtype, value.data),
      offsetsOf(lengths),
      validityOf(rows, (index) => index === 0),
    ),
  };
}

function errorColumns({ start, rows, failed }: PredictedBatch): LoggedColumn[] {
  if (failed.size === 0) return [];
  const issues = Array.from({ length: rows }, (_, index) => failed.get(start + index));
  const column = (toText: (issue: Issue) => string): Data =>
    utf8Data(
      issues.map((issue) => (issue ? toText(issue) : '')),
      validityOf(rows, (index) => issues[index] !== undefined),
    );
  return [
    { role: 'error', name: 'error', data: column((issue) => issue.message) },
    { role: 'issue', name: 'issue', data: column((issue) => JSON.stringify(issue)) },
  ];
}

function offsetsOf(lengths: readonly number[]): Int32Array {
  const offsets = new Int32Array(lengths.length + 1);
  lengths.forEach((length, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + length;
  });
  return offsets;
}
