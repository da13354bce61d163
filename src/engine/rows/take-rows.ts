import type { Issue } from '../../contract/issue';
import type { OutputColumn, PredictedBatch, RaggedOutput } from '../../contract/predicted';
import type { TensorData } from '../../contract/tensor';
import type { Batch, Column } from '../../data/table';
import { elements } from '../../data/write/prediction';
import { runError } from '../../data/write/run-error';
import { cellText } from '../../log/rows/text';

/** Rows of one span with their inputs. */
export interface SourceRows {
  readonly columns: readonly Column[];
  readonly predicted: PredictedBatch;
}

/** Which rows are taken, in their new order: row `index[i]` of source `source[i]`. */
export interface Taken {
  readonly source: Uint32Array;
  readonly index: Uint32Array;
}

export interface TakenRows {
  readonly batch: Batch;
  readonly predicted: PredictedBatch;
}

/** Rows out of several spans as one batch, whose first row is number `start`. */
export function takeRows(sources: readonly SourceRows[], taken: Taken, start: number): TakenRows {
  return { batch: takeInputs(sources, taken, start), predicted: takePredicted(sources, taken, start) };
}

/** The inputs of rows alone. */
export function takeInputs(sources: readonly Pick<SourceRows, 'columns'>[], taken: Taken, start: number): Batch {
  const columns = sources[0]?.columns.map((_, position) => takeColumn(sources, taken, position)) ?? [];
  return { start, rows: taken.index.length, columns, line: () => undefined, issues: [] };
}

/** Calls for each row with its source and its index there. */
function each<V>({ source, index }: Taken, read: (source: number, index: number) => V): V[] {
  return Array.from(source, (from, row) => read(from, index[row] ?? 0));
}

function takeColumn(sources: readonly Pick<SourceRows, 'columns'>[], taken: Taken, position: number): Column {
  const parts = sources.map(({ columns }) => columns[position]);
  const [first] = parts;
  if (!first || parts.some((part) => !part || !isAlike(first, part))) return takeTexts(parts, taken);
  switch (first.kind) {
    case 'text':
      return takeTexts(parts, taken);
    case 'value':
      return { kind: 'value', values: each(taken, (from, index) => valueOf(parts[from], index)) };
    case 'number': {
      const texts = each(taken, (from, index) => textOf(parts[from], index));
      const values = Float64Array.from(each(taken, (from, index) => numberOf(parts[from], index)));
      return { kind: 'number', values, text: (row) => texts[row] ?? '' };
    }
    case 'tensor': {
      const width = first.rowShape.reduce((product, size) => product * size, 1);
      const data = parts.map((part) => (part?.kind === 'tensor' ? part.values : []));
      return { ...first, values: takeElements(data, taken, width) };
    }
  }
}

function isAlike(one: Column, other: Column): boolean {
  if (one.kind !== 'tensor' || other.kind !== 'tensor') return one.kind === other.kind;
  return one.dtype === other.dtype && String(one.rowShape) === String(other.rowShape);
}

function takeTexts(parts: readonly (Column | undefined)[], taken: Taken): Column {
  return { kind: 'text', values: each(taken, (from, index) => textOf(parts[from], index)) };
}

function textOf(column: Column | undefined, index: number): string {
  return column ? cellText(column, index) : '';
}

function numberOf(column: Column | undefined, index: number): number {
  return column?.kind === 'number' ? (column.values[index] ?? NaN) : NaN;
}

function valueOf(column: Column | undefined, index: number): (Column & { kind: 'value' })['values'][number] {
  return column?.kind === 'value' ? column.values[index] : null;
}

/** `width` elements a row; `data` has one entry per source, all of one kind. */
function takeElements(data: readonly TensorData[], taken: Taken, width: number): TensorData {
  const [first] = data;
  const length = taken.index.length * width;
  const values: TensorData =
    !first || Array.isArray(first) ? new Array<string>(length).fill('') : sameKind(first, length);
  for (const [row, index] of taken.index.entries()) {
    const part = data[taken.source[row] ?? 0];
    for (let offset = 0; offset < width; offset++) {
      const value = part?.[index * width + offset];
      if (value !== undefined) values[row * width + offset] = value;
    }
  }
  return values;
}

function sameKind(array: Exclude<TensorData, string[]>, length: number): TensorData {
  return new (array.constructor as new (length: number) => Exclude<TensorData, string[]>)(length);
}

function takePredicted(sources: readonly SourceRows[], taken: Taken, start: number): PredictedBatch {
  const parts = sources.map(({ predicted }) => predicted);
  const shape = parts.find(({ failed, rows }) => failed.size < rows) ?? parts[0];
  const failed = takeFailed(parts, taken, start);
  const common = { start, rows: taken.index.length, whole: [], failed };
  if (!shape) return { ...common, outputs: [], told: [] };
  const { probabilities, ragged } = shape;
  const floats = (read: (part: PredictedBatch | undefined) => Float64Array | undefined): Float64Array =>
    Float64Array.from(each(taken, (from, index) => read(parts[from])?.[index] ?? NaN));
  return {
    ...common,
    told: shape.told,
    ...(shape.labels && { labels: each(taken, (from, index) => parts[from]?.labels?.[index] ?? '') }),
    ...(shape.scores && { scores: floats((part) => part?.scores) }),
    ...(shape.margins && { margins: floats((part) => part?.margins) }),
    ...(probabilities && { probabilities: takeProbabilities(probabilities, parts, taken) }),
    outputs: shape.outputs.map((output) => takeOutput(output, parts, taken)),
    ...(ragged && { ragged: ragged.map(({ name }) => takeRagged(name, parts, taken)) }),
  };
}

function takeFailed(parts: readonly PredictedBatch[], taken: Taken, start: number): PredictedBatch['failed'] {
  const failed = new Map<number, Issue>();
  if (parts.every((part) => part.failed.size === 0)) return failed;
  each(taken, (from, index) => failureAt(parts[from], index)).forEach((issue, row) => {
    if (issue) failed.set(start + row, issue);
  });
  return failed;
}

function failureAt(part: PredictedBatch | undefined, index: number): Issue | undefined {
  return part?.failed.get(part.start + index);
}

type Probabilities = NonNullable<PredictedBatch['probabilities']>;

function takeProbabilities(shape: Probabilities, parts: readonly PredictedBatch[], taken: Taken): Probabilities {
  const data = parts.map(({ probabilities }) => probabilities?.values ?? shape.values.subarray(0, 0));
  const values = takeElements([shape.values.subarray(0, 0), ...data], shift(taken), shape.classes.length);
  return { ...shape, values: values as Probabilities['values'] };
}

function takeOutput(shape: OutputColumn, parts: readonly PredictedBatch[], taken: Taken): OutputColumn {
  const width = elements(shape);
  const data = parts.map((part) => {
    const output = part.outputs.find(({ name }) => name === shape.name);
    if (output && elements(output) === width) return output.data;
    if (part.failed.size === part.rows) return shape.data.slice(0, 0);
    throw runError(
      'output-shape-changed',
      `Output '${shape.name}' has another number of values a row from row ${part.start} on, so that its columns do not line up.`,
    );
  });
  return { ...shape, data: takeElements([shape.data.slice(0, 0), ...data], shift(taken), width) };
}

/** For a list of parts with one more at its beginning, which says their kind. */
function shift({ source, index }: Taken): Taken {
  return { source: source.map((from) => from + 1), index };
}

function takeRagged(name: string, parts: readonly PredictedBatch[], taken: Taken): RaggedOutput {
  const rows = parts.map(({ ragged }) => ragged?.find((output) => output.name === name)?.rows);
  const empty = { dtype: 'float32', dims: [0], data: new Float32Array() } as const;
  return { name, rows: each(taken, (from, index) => rows[from]?.[index] ?? empty) };
}
