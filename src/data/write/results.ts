import type { PredictedBatch } from '../../contract/predicted';
import { cellTypeOf, tensorCells, valueCells, type Cells, type CellType } from './cells';
import { elements, tensorValue, valueOutput } from './prediction';
import { runError } from './run-error';

/** A column that the model's answers give to the output. */
export interface ResultField {
  readonly name: string;
  readonly type: CellType;
  cells(predicted: PredictedBatch): Cells;
}

/**
 * `prediction`, `score`, `proba_<class>`, then every element that these do not tell, as `<output>` or `<output>_<i>`.
 * A name that is `taken` gets `onnx_` in front. The shapes are those of `first`: they come from the run.
 */
export function resultFields(first: PredictedBatch, taken: readonly string[]): readonly ResultField[] {
  const names = new Set(taken);
  return [...predictionFields(first), ...probabilityFields(first), ...outputFields(first), ...raggedFields(first)].map(
    (field) => {
      let name = field.name;
      while (names.has(name)) name = `onnx_${name}`;
      names.add(name);
      return { ...field, name };
    },
  );
}

function predictionFields(first: PredictedBatch): readonly ResultField[] {
  const value = valueOutput(first);
  if (value) {
    const read = (predicted: PredictedBatch): Cells => elementCells(predicted, value.name, 1, 0);
    const type = cellTypeOf(value.dtype);
    return [{ name: 'prediction', type, cells: read }, ...(first.scores ? [{ name: 'score', type, cells: read }] : [])];
  }
  const fields: ResultField[] = [];
  if (first.labels) fields.push({ name: 'prediction', type: labelType(first), cells: labelCells });
  if (first.scores) {
    const dtype = first.probabilities?.dtype ?? 'float64';
    const cells = ({ scores }: PredictedBatch): Cells => tensorCells(dtype, scores ?? new Float64Array(), 1, 0);
    fields.push({ name: 'score', type: cellTypeOf(dtype), cells });
  }
  return fields;
}

function labelCells({ labels }: PredictedBatch): Cells {
  const cells = valueCells((index) => labels?.[index] ?? null);
  return labels?.every(isSmallNumber) === true ? { ...cells, plain: true, write: writeSmallNumbers(labels) } : cells;
}

/** A class index or the like: digits alone. */
function isSmallNumber(label: unknown): label is number {
  return typeof label === 'number' && label >= 0 && label <= 9 && Number.isInteger(label);
}

function writeSmallNumbers(labels: readonly number[]): NonNullable<Cells['write']> {
  return (index, target, at) => {
    target[at] = DIGIT_0 + (labels[index] ?? 0);
    return at + 1;
  };
}

const DIGIT_0 = 0x30;

function labelType({ labels = [], failed, start }: PredictedBatch): CellType {
  const known = labels.filter((_, index) => !failed.has(start + index));
  if (known.every((label) => typeof label === 'boolean')) return 'boolean';
  return known.every((label) => Number.isSafeInteger(label)) ? 'int64' : 'string';
}

function probabilityFields(first: PredictedBatch): readonly ResultField[] {
  const { probabilities } = first;
  if (!probabilities) return [];
  const { classes, dtype } = probabilities;
  return classes.map((name, offset) => ({
    name: `proba_${name}`,
    type: cellTypeOf(dtype),
    cells: (predicted) => {
      const values = predicted.probabilities?.values ?? new Float64Array();
      return tensorCells(dtype, values, classes.length, offset);
    },
  }));
}

function outputFields(first: PredictedBatch): readonly ResultField[] {
  const others = first.outputs.filter((output) => !first.told.includes(output.name));
  return others.flatMap((output) => {
    const size = elements(output);
    const suffixes = output.keys ?? Array.from({ length: size }, (_, offset) => String(offset));
    return Array.from({ length: size }, (_, offset) => ({
      name: size === 1 ? output.name : `${output.name}_${suffixes[offset] ?? offset}`,
      type: cellTypeOf(output.dtype),
      cells: (predicted: PredictedBatch) => elementCells(predicted, output.name, size, offset),
    }));
  });
}

function raggedFields(first: PredictedBatch): readonly ResultField[] {
  return (first.ragged ?? []).map(({ name }) => ({
    name,
    type: 'json',
    cells: (predicted) => {
      const rows = predicted.ragged?.find((output) => output.name === name)?.rows ?? [];
      return valueCells((index) => {
        const row = rows[index];
        return row === undefined ? null : tensorValue(row);
      });
    },
  }));
}

function elementCells(predicted: PredictedBatch, name: string, size: number, offset: number): Cells {
  const output = predicted.outputs.find((candidate) => candidate.name === name);
  if (!output || elements(output) !== size)
    throw runError(
      'output-shape-changed',
      `Output '${name}' has ${output ? elements(output) : 'no'} values a row from row ${predicted.start} on and had ${size} before, ` +
        `so that its columns do not line up. Use --json: it keeps the shape of each row.`,
    );
  return tensorCells(output.dtype, output.data, size, offset);
}
