import { SIDES, type SideName } from '../contract/side';
import type { ComparedColumn, ComparedMeaning, Judgement } from '../contract/compare-rows';
import type { Dtype } from '../contract/dtype';
import type { OutputColumn, PredictedBatch, RaggedOutput } from '../contract/predicted';
import type { TensorData } from '../contract/tensor';
import type { ComparedBatch, FoldedBatch } from './comparison';
import type { MarkedPair } from './outputs';
import type { Worth } from './slices';

/** Rows with what both sides answered, as one batch. */
export interface JoinedRows {
  readonly predicted: PredictedBatch;
  readonly columns: readonly ComparedColumn[];
}

/** Of more classes the probabilities stay one list: a column each would be more than anybody reads. */
const MOST_CLASS_COLUMNS = 10;

type Values = Omit<OutputColumn, 'name'>;

interface Part {
  /** The name that the column has in a file. */
  readonly name: string;
  readonly meaning: ComparedMeaning;
  readonly values: Values | RaggedOutput['rows'];
}

/** Puts the answers of both sides, and how they differ, side by side. `start`: number of the first among all such rows. */
export function joinAnswers(batch: ComparedBatch, folded: FoldedBatch, start: number): JoinedRows {
  const parts = named([
    { name: 'row', meaning: { kind: 'row' }, values: rowNumbers(batch) },
    ...judgements(batch, folded),
    ...bothSides((side) => labelPart(side, batch[side])),
    ...differences(folded),
    ...errorParts(batch.worth),
    ...bothSides((side) => scorePart(side, batch[side])),
    ...bothSides((side) => marginPart(side, batch[side])),
    ...probabilityParts(batch),
    ...folded.marks.pairs.flatMap((pair) => outputParts(pair, batch)),
  ]);
  return {
    predicted: {
      start,
      rows: batch.rows.count,
      outputs: parts.flatMap(({ name, values }) => (isRagged(values) ? [] : [{ name, ...values }])),
      ragged: parts.flatMap(({ name, values }) => (isRagged(values) ? [{ name, rows: values }] : [])),
      told: [],
      whole: [],
      failed: new Map(),
    },
    columns: parts.map(({ name, meaning }) => ({ id: `output:${name}`, ...meaning })),
  };
}

function isRagged(values: Part['values']): values is RaggedOutput['rows'] {
  return Array.isArray(values);
}

/** Each name once: outputs may be called as the columns beside them are. */
function named(parts: readonly Part[]): readonly Part[] {
  const taken = new Set<string>();
  return parts.map((part) => {
    let { name } = part;
    for (let count = 2; taken.has(name); count++) name = `${part.name}_${count}`;
    taken.add(name);
    return { ...part, name };
  });
}

function bothSides(part: (side: SideName) => Part | undefined): readonly Part[] {
  return SIDES.flatMap((side) => part(side) ?? []);
}

function scalars(dtype: Dtype, data: TensorData): Values {
  return { dtype, rowShape: [], data };
}

function numbers(data: Float64Array): Values {
  return scalars('float64', data);
}

function rowNumbers({ rows: { start, count, rows } }: ComparedBatch): Values {
  return scalars('uint32', rows ?? Uint32Array.from({ length: count }, (_, index) => start + index));
}

function judgements({ worth }: ComparedBatch, { labels }: FoldedBatch): readonly Part[] {
  const flipped = labels && {
    name: 'flipped',
    meaning: { kind: 'flipped' } as const,
    values: scalars(
      'bool',
      Uint8Array.from(labels.baseline, (label, index) => (label === labels.candidate[index] ? 0 : 1)),
    ),
  };
  const judged = worth?.kind === 'labels' && {
    name: 'judgement',
    meaning: { kind: 'judgement' } as const,
    values: scalars(
      'string',
      Array.from(worth.baseline, (before, index) => judgementOf(before, worth.candidate[index] ?? 2)),
    ),
  };
  return [...(flipped ? [flipped] : []), ...(judged ? [judged] : [])];
}

/** 0 wrong, 1 right, 2 without a truth. */
function judgementOf(before: number, after: number): Judgement | '' {
  if (before > 1 || after > 1) return '';
  if (before === 1) return after === 1 ? 'bothRight' : 'oldRightNewWrong';
  return after === 1 ? 'oldWrongNewRight' : 'bothWrong';
}

function labelPart(side: SideName, { labels }: PredictedBatch): Part | undefined {
  if (!labels) return undefined;
  return {
    name: `${side}_prediction`,
    meaning: { kind: 'label', side },
    values: scalars('string', labels.map(String)),
  };
}

/** Of all outputs, and where there are several, of each. */
function differences({ marks: { all, pairs } }: FoldedBatch): readonly Part[] {
  const own = pairs.length > 1 ? pairs : [];
  const numeric = own.filter((pair) => pair.numeric);
  return [
    ...howFar('', {}, all),
    ...(numeric.length > 1 ? numeric : []).flatMap(({ baseline: output, marks }) =>
      howFar(`_${output}`, { output }, marks),
    ),
    outPart('', {}, all),
    ...own.map(({ baseline: output, marks }) => outPart(`_${output}`, { output }, marks)),
  ];
}

function howFar(suffix: string, of: { readonly output?: string }, { distances }: MarkedPair['marks']): readonly Part[] {
  if (!distances) return [];
  return [
    { name: `difference${suffix}`, meaning: { kind: 'difference', ...of }, values: numbers(distances.abs) },
    { name: `relative_difference${suffix}`, meaning: { kind: 'relative', ...of }, values: numbers(distances.rel) },
  ];
}

function outPart(suffix: string, of: { readonly output?: string }, { out }: MarkedPair['marks']): Part {
  return {
    name: `out_of_tolerance${suffix}`,
    meaning: { kind: 'outOfTolerance', ...of },
    values: scalars('bool', out),
  };
}

function errorParts(worth: Worth | undefined): readonly Part[] {
  if (worth?.kind !== 'errors') return [];
  return bothSides((side) => ({
    name: `${side}_error`,
    meaning: { kind: 'error', side },
    values: numbers(worth[side]),
  }));
}

/** Of labels: the score of a regressor is its output. */
function scorePart(side: SideName, { labels, scores, probabilities }: PredictedBatch): Part | undefined {
  if (!labels || !scores) return undefined;
  return { name: `${side}_score`, meaning: { kind: 'score', side }, values: narrow(scores, probabilities?.dtype) };
}

function marginPart(side: SideName, { margins, probabilities }: PredictedBatch): Part | undefined {
  if (!margins) return undefined;
  return { name: `${side}_margin`, meaning: { kind: 'margin', side }, values: narrow(margins, probabilities?.dtype) };
}

/** With as many digits as the probabilities that they come from. */
function narrow(values: Float64Array, dtype: Dtype | undefined): Values {
  return dtype === 'float32' ? scalars('float32', Float32Array.from(values)) : numbers(values);
}

/** Class by class, the sides beside each other. */
function probabilityParts(batch: ComparedBatch): readonly Part[] {
  const names = new Set(SIDES.flatMap((side) => batch[side].probabilities?.classes ?? []));
  if (names.size > MOST_CLASS_COLUMNS) return bothSides((side) => probabilityList(side, batch[side]));
  return [...names].flatMap((name) => bothSides((side) => classPart(side, name, batch[side])));
}

function classPart(side: SideName, name: string, { probabilities, rows }: PredictedBatch): Part | undefined {
  const { classes = [], values, dtype = 'float64' } = probabilities ?? {};
  const place = classes.indexOf(name);
  if (!values || place < 0) return undefined;
  const data = values.slice(0, rows);
  for (let row = 0; row < rows; row++) data[row] = values[row * classes.length + place] ?? NaN;
  return {
    name: `${side}_proba_${name}`,
    meaning: { kind: 'probability', side, class: name },
    values: scalars(dtype, data),
  };
}

function probabilityList(side: SideName, { probabilities }: PredictedBatch): Part | undefined {
  if (!probabilities) return undefined;
  const { classes, dtype, values } = probabilities;
  return {
    name: `${side}_proba`,
    meaning: { kind: 'output', side, output: 'probabilities' },
    values: { dtype, rowShape: [classes.length], data: values, keys: classes },
  };
}

/** Outputs that labels and probabilities do not tell already. */
function outputParts(pair: MarkedPair, batch: ComparedBatch): readonly Part[] {
  return bothSides((side) => {
    const name = pair[side];
    const predicted = batch[side];
    const meaning = { kind: 'output', side, output: pair.baseline } as const;
    const tells = predicted.labels !== undefined || predicted.probabilities !== undefined;
    if (tells && predicted.told.includes(name)) return undefined;
    const ragged = predicted.ragged?.find((output) => output.name === name);
    if (ragged) return { name: `${side}_${name}`, meaning, values: ragged.rows };
    const column = predicted.outputs.find((output) => output.name === name);
    return column && { name: `${side}_${name}`, meaning, values: valuesOf(column) };
  });
}

function valuesOf({ dtype, rowShape, data, keys }: OutputColumn): Values {
  return { dtype, rowShape, data, ...(keys && { keys }) };
}
