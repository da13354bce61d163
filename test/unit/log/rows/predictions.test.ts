import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dtype } from '../../../../src/contract/dtype';
import { WorkbenchError, type Issue } from '../../../../src/contract/issue';
import type { OutputColumn, PredictedBatch } from '../../../../src/contract/predicted';
import type { TensorData, TensorValue } from '../../../../src/contract/tensor';
import { decodeRows } from '../../../../src/log/rows/decode';
import { encodeRows } from '../../../../src/log/rows/encode';
import { joinRows, layoutOf } from '../../../../src/log/rows/join';
import { rounds } from '../../../support/rounds';

function roundTrip(predicted: PredictedBatch): PredictedBatch {
  return decodeRows(encoded(predicted)).predicted;
}

function encoded(predicted: PredictedBatch): Uint8Array {
  const { start, rows } = predicted;
  const batch = { start, rows, columns: [], line: () => undefined, issues: [] };
  return encodeRows({ batch, columns: [], predicted, inputs: 'full', redact: [] });
}

const text = fc.string({ unit: 'binary' });
const float = fc.double();
const integer = (low: bigint, high: bigint): fc.Arbitrary<bigint> =>
  fc.oneof(fc.bigInt({ min: low, max: high }), fc.constantFrom(low, high));

/** Values of a dtype, in the arrays of the contract. */
const VALUES: readonly (readonly [Dtype, (length: number) => fc.Arbitrary<TensorData>])[] = [
  ['float16', (length) => list(fc.nat(0xffff), length).map((bits) => Uint16Array.from(bits))],
  ['float32', (length) => list(fc.float(), length).map((values) => Float32Array.from(values))],
  ['float64', (length) => list(float, length).map((values) => Float64Array.from(values))],
  ['int8', (length) => list(fc.integer({ min: -128, max: 127 }), length).map((values) => Int8Array.from(values))],
  ['int16', (length) => list(fc.integer({ min: -32768, max: 32767 }), length).map((values) => Int16Array.from(values))],
  ['int32', (length) => list(fc.integer(), length).map((values) => Int32Array.from(values))],
  ['uint8', (length) => list(fc.nat(255), length).map((values) => Uint8Array.from(values))],
  ['uint16', (length) => list(fc.nat(65535), length).map((values) => Uint16Array.from(values))],
  ['uint32', (length) => list(fc.nat(2 ** 32 - 1), length).map((values) => Uint32Array.from(values))],
  ['int64', (length) => list(integer(-(2n ** 63n), 2n ** 63n - 1n), length).map((v) => BigInt64Array.from(v))],
  ['uint64', (length) => list(integer(0n, 2n ** 64n - 1n), length).map((v) => BigUint64Array.from(v))],
  ['bool', (length) => list(fc.nat(1), length).map((values) => Uint8Array.from(values))],
  ['string', (length) => list(text, length)],
];

function list<T>(item: fc.Arbitrary<T>, length: number): fc.Arbitrary<T[]> {
  return fc.array(item, { minLength: length, maxLength: length });
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

const shape = fc.array(fc.nat(3), { maxLength: 3 });
const dtypeValues = fc.constantFrom(...VALUES);

function output(rows: number): fc.Arbitrary<OutputColumn> {
  return fc
    .tuple(text, dtypeValues, shape)
    .chain(([name, [dtype, values], rowShape]) =>
      values(rows * elements(rowShape)).map((data) => ({ name, dtype, rowShape, data })),
    );
}

function tensor([dtype, values]: (typeof VALUES)[number]): fc.Arbitrary<TensorValue> {
  return shape.chain((dims) => values(elements(dims)).map((data) => ({ dtype, dims, data })));
}

function labels(rows: number): fc.Arbitrary<readonly (string | number | boolean)[]> {
  return fc.oneof(list(text, rows), list(fc.boolean(), rows), list(fc.maxSafeInteger(), rows), list(float, rows));
}

type Probabilities = NonNullable<PredictedBatch['probabilities']>;

function probabilities(rows: number): fc.Arbitrary<Probabilities> {
  return fc.tuple(fc.array(text, { minLength: 1, maxLength: 40 }), fc.boolean()).chain(([classes, single]) =>
    single
      ? list(fc.float(), rows * classes.length).map<Probabilities>((v) => ({
          classes,
          dtype: 'float32',
          values: Float32Array.from(v),
        }))
      : list(float, rows * classes.length).map<Probabilities>((v) => ({
          classes,
          dtype: 'float64',
          values: Float64Array.from(v),
        })),
  );
}

function failures(start: number, rows: number): fc.Arbitrary<ReadonlyMap<number, Issue>> {
  const issue: fc.Arbitrary<Issue> = fc.record({
    severity: fc.constant('error'),
    code: fc.constant('cell-not-number'),
    message: text,
    column: text,
  });
  const row = fc.integer({ min: start, max: start + Math.max(0, rows - 1) });
  return fc.array(fc.tuple(row, issue), { maxLength: rows - 1 }).map((entries) => {
    return new Map(entries.toSorted(([a], [b]) => a - b));
  });
}

const predictedBatch = fc.tuple(fc.nat(2 ** 40), fc.integer({ min: 1, max: 9 })).chain(([start, rows]) =>
  fc.record<PredictedBatch, 'start' | 'rows' | 'outputs' | 'told' | 'whole' | 'failed'>(
    {
      start: fc.constant(start),
      rows: fc.constant(rows),
      labels: labels(rows),
      scores: list(float, rows).map((values) => Float64Array.from(values)),
      margins: list(float, rows).map((values) => Float64Array.from(values)),
      probabilities: probabilities(rows),
      outputs: fc.array(output(rows), { maxLength: 4 }),
      told: fc.array(text, { maxLength: 2 }),
      ragged: fc.array(
        fc
          .tuple(text, dtypeValues)
          .chain(([name, kind]) => list(tensor(kind), rows).map((all) => ({ name, rows: all }))),
        { minLength: 1, maxLength: 2 },
      ),
      whole: fc.array(
        fc.tuple(text, dtypeValues).chain(([name, kind]) => tensor(kind).map((value) => ({ name, value }))),
        { maxLength: 2 },
      ),
      failed: failures(start, rows),
    },
    { requiredKeys: ['start', 'rows', 'outputs', 'told', 'whole', 'failed'] },
  ),
);

/** Row `index` of a batch alone, as the batches of single-row runs are. */
function oneRow(predicted: PredictedBatch, index: number): PredictedBatch {
  const { start, rows } = predicted;
  const cut = <T extends TensorData>(data: T): T => {
    const width = data.length / rows;
    return data.slice(index * width, (index + 1) * width) as T;
  };
  return {
    ...predicted,
    start: start + index,
    rows: 1,
    ...(predicted.labels && { labels: [predicted.labels[index] ?? ''] }),
    ...(predicted.scores && { scores: cut(predicted.scores) }),
    ...(predicted.margins && { margins: cut(predicted.margins) }),
    ...(predicted.probabilities && {
      probabilities: { ...predicted.probabilities, values: cut(predicted.probabilities.values) },
    }),
    outputs: predicted.outputs.map((each) => ({ ...each, data: cut(each.data) })),
    ...(predicted.ragged && {
      ragged: predicted.ragged.map(({ name, rows: all }) => ({ name, rows: all.slice(index, index + 1) })),
    }),
    failed: new Map(),
  };
}

describe('predictions in the log', () => {
  it('come back exactly from single rows that were joined, each by itself', () => {
    fc.assert(
      fc.property(predictedBatch, (predicted) => {
        const rows = Array.from({ length: predicted.rows }, (_, index) => oneRow(predicted, index));
        const streams = rows.map(encoded);
        fc.pre(new Set(streams.map(layoutOf)).size <= 1);
        const joined = joinRows(streams.map((bytes) => ({ bytes, first: 0, rows: 1 })));
        rows.forEach((row, first) => {
          expect(decodeRows(joined, { start: row.start, first, rows: 1 }).predicted).toEqual(row);
        });
      }),
      { numRuns: rounds(50) },
    );
  });

  it('come back exactly, whatever their types and names', () => {
    fc.assert(
      fc.property(predictedBatch, (predicted) => {
        expect(roundTrip(predicted)).toEqual(predicted);
      }),
      { numRuns: rounds(150) },
    );
  });

  const plain = { start: 0, rows: 2, outputs: [], told: [], whole: [], failed: new Map<number, Issue>() };

  it.each<[string, Partial<PredictedBatch>]>([
    ['labels of several types', { labels: ['a', 1] }],
    [
      'keys of a map',
      { outputs: [{ name: 'p', dtype: 'int8', rowShape: [1], data: Int8Array.of(1, 2), keys: ['a'] }] },
    ],
    ['no classes at all', { probabilities: { classes: [], dtype: 'float32', values: new Float32Array(0) } }],
    [
      'names that are all the same',
      { probabilities: { classes: ['#2', '', '#2'], dtype: 'float64', values: Float64Array.of(1, 2, 3, 4, 5, 6) } },
    ],
  ])('%s', (_, more) => {
    expect(roundTrip({ ...plain, ...more })).toEqual({ ...plain, ...more });
  });

  it('one array may serve as two columns', () => {
    const shared = Float64Array.of(1.5, 2.5);
    const outputs = [{ name: 'y', dtype: 'float64' as const, rowShape: [], data: shared }];
    const predicted = { ...plain, scores: shared, margins: shared, outputs };
    expect(roundTrip(predicted)).toEqual(predicted);
  });

  it('rows that all failed keep why', () => {
    const issue = { severity: 'error', code: 'cell-not-number', message: 'No number.', row: 7, column: 'age' } as const;
    const failed = new Map([7, 8].map((row) => [row, { ...issue, row }]));
    const outputs: readonly OutputColumn[] = [{ name: 'y', dtype: 'bool', rowShape: [], data: Uint8Array.of(0, 0) }];
    const predicted = { ...plain, start: 7, labels: ['', ''], outputs, failed };
    expect(roundTrip(predicted)).toEqual(predicted);
  });

  it('a batch without rows', () => {
    const outputs: readonly OutputColumn[] = [{ name: 'y', dtype: 'string', rowShape: [2], data: [] }];
    const predicted = { ...plain, start: 5, rows: 0, labels: [], scores: new Float64Array(0), outputs };
    expect(roundTrip(predicted)).toEqual(predicted);
  });

  it('are not read from other bytes', () => {
    for (const bytes of [new Uint8Array(0), new TextEncoder().encode('no Arrow stream at all')]) {
      expect(() => decodeRows(bytes)).toThrow(WorkbenchError);
    }
  });
});
