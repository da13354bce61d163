import { SIDES, type SideName } from '../../contract/side';
import type { PredictedBatch, RowTruths } from '../../contract/predicted';
import type { ComparedBatch, ComparisonFold } from '../../compare/comparison';
import type { Batch } from '../../data/table';
import { chosenRows } from './chosen-rows';
import type { ExternalSides } from './external-sides';
import type { ComparedRowsBatch } from './joined-rows';
import { worthOf, type Answered } from './worth';

/** Brings the answers of both sides together, batch by batch, whoever comes first. */
export interface Pairing {
  /** A batch of the data, before any side has it. */
  raw(batch: Batch): void;
  /** What a model answered for a batch. */
  answered(side: SideName, start: number, answer: Answered): Promise<void>;
  /** Compares a batch that no model has to answer. */
  compareRaw(start: number): Promise<void>;
  /** Rows compared, and rows of the data that a side did not answer. */
  counts(): { readonly rows: number; readonly alone: number };
}

export interface PairingOptions {
  readonly fold: ComparisonFold;
  /** Sides that are no models. */
  readonly externals: ExternalSides;
  /** The truth of rows of a side that is no model, in its own words; undefined where there is none. */
  readonly score: (side: SideName, scored: Scored) => RowTruths | undefined;
  /** Whether the columns of the data are looked at, for slices and gates. */
  readonly columns: boolean;
  /** Takes the rows of each batch that was compared. */
  readonly onCompared: (rows: ComparedRowsBatch) => Promise<void>;
}

/** Answers of a side that is no model, and what is known of the same rows' truth. */
export interface Scored {
  readonly predicted: PredictedBatch;
  /** The truth as the other side, a model, has it. */
  readonly other?: RowTruths;
  readonly batch: Batch;
  readonly indexes?: Uint32Array;
}

interface Waiting {
  readonly batch: Batch;
  readonly answers: Map<SideName, Answered>;
}

export function createPairing(options: PairingOptions): Pairing {
  const { fold, externals } = options;
  const waiting = new Map<number, Waiting>();
  const counts = { rows: 0, alone: 0 };
  const compare = async ({ batch, answers }: Waiting): Promise<void> => {
    const rows = await readExternals(externals, batch);
    const { indexes } = rows;
    const sides = { ...scoredSides(options, batch, answers, rows) };
    const worth = worthOf(sides.baseline, sides.candidate);
    const count = indexes?.length ?? batch.rows;
    counts.rows += count;
    counts.alone += batch.rows - count;
    if (count === 0) return;
    const compared: ComparedBatch = {
      rows: { start: batch.start, count, ...(indexes ? { rows: indexes.map((index) => batch.start + index) } : {}) },
      baseline: sides.baseline.predicted,
      candidate: sides.candidate.predicted,
      ...(worth ? { worth } : {}),
      ...(options.columns ? { columns: batch.columns } : {}),
      ...(indexes ? { indexes } : {}),
    };
    const folded = fold.add(compared);
    const truths = sides.candidate.truths ?? sides.baseline.truths;
    await options.onCompared({ batch, compared, folded, ...(truths ? { truths } : {}) });
  };
  const take = (start: number): Waiting => {
    const found = waiting.get(start);
    if (!found) throw new Error(`No batch begins at row ${start}.`);
    return found;
  };
  return {
    raw: (batch) => void waiting.set(batch.start, { batch, answers: new Map() }),
    answered: async (side, start, answer) => {
      const one = take(start);
      one.answers.set(side, answer);
      if (one.answers.size + externals.size < SIDES.length) return;
      waiting.delete(start);
      await compare(one);
    },
    compareRaw: async (start) => {
      const one = take(start);
      waiting.delete(start);
      await compare(one);
    },
    counts: () => counts,
  };
}

interface ReadRows {
  readonly external: ReadonlyMap<SideName, PredictedBatch>;
  /** Rows that every side has; absent where all are. */
  readonly indexes?: Uint32Array;
}

/** The rows that all sides without a model answer. */
async function readExternals(externals: ExternalSides, batch: Batch): Promise<ReadRows> {
  const read = await Promise.all(
    [...externals].map(async ([side, external]) => ({ side, ...(await external.read(batch)) })),
  );
  const common = read
    .map(({ indexes }) => indexes)
    .filter((indexes) => indexes !== undefined)
    .reduce<Uint32Array | undefined>(
      (before, indexes) => (before ? intersection(before, indexes) : indexes),
      undefined,
    );
  const external = new Map(
    read.map(
      ({ side, predicted, indexes }) => [side, common ? narrowed(predicted, indexes, common) : predicted] as const,
    ),
  );
  return { external, ...(common ? { indexes: common } : {}) };
}

function intersection(one: Uint32Array, other: Uint32Array): Uint32Array {
  const known = new Set(other);
  return one.filter((index) => known.has(index));
}

/** `predicted` holds the rows `own` of a batch, all where absent; gives those of `wanted`. */
function narrowed(predicted: PredictedBatch, own: Uint32Array | undefined, wanted: Uint32Array): PredictedBatch {
  if (!own) return chosenRows(predicted, wanted);
  if (own.length === wanted.length) return predicted;
  const places = new Map(Array.from(own, (index, place) => [index, place]));
  return chosenRows(
    predicted,
    wanted.map((index) => places.get(index) ?? 0),
  );
}

function scoredSides(
  { score }: PairingOptions,
  batch: Batch,
  answers: ReadonlyMap<SideName, Answered>,
  { external, indexes }: ReadRows,
): Record<SideName, Answered> {
  const models = new Map(
    [...answers].map(([side, answer]) => [side, indexes ? narrowedAnswer(answer, indexes) : answer]),
  );
  const [other] = [...models.values()];
  const of = (side: SideName): Answered => {
    const model = models.get(side);
    if (model) return model;
    const predicted = external.get(side);
    if (!predicted) throw new Error(`The ${side} has not answered.`);
    const truths = score(side, {
      predicted,
      ...(other?.truths ? { other: other.truths } : {}),
      batch,
      ...(indexes ? { indexes } : {}),
    });
    return { predicted, ...(truths ? { truths } : {}) };
  };
  return { baseline: of('baseline'), candidate: of('candidate') };
}

function narrowedAnswer({ predicted, truths }: Answered, indexes: Uint32Array): Answered {
  return { predicted: chosenRows(predicted, indexes), ...(truths ? { truths: narrowedTruths(truths, indexes) } : {}) };
}

function narrowedTruths(truths: RowTruths, indexes: Uint32Array): RowTruths {
  if (truths.kind === 'numbers')
    return { ...truths, values: Float64Array.from(indexes, (index) => truths.values[index] ?? NaN) };
  return {
    ...truths,
    values: Array.from(indexes, (index) => truths.values[index]),
    wrong: Array.from(indexes, (index) => truths.wrong[index]),
  };
}
