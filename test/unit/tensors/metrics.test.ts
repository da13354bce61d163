import { describe, expect, it } from 'vitest';
import type { PredictedBatch } from '../../../src/contract/predicted';
import type { Metrics } from '../../../src/contract/run';
import type { ClassNaming, TruthValue } from '../../../src/tensors/class-match';
import { createMetrics } from '../../../src/tensors/metrics';
import { readTruth } from '../../../src/tensors/truth';
import { numbers, values } from './small-tables';

type Labels = NonNullable<PredictedBatch['labels']>;

function batch(parts: Partial<PredictedBatch>, rows: number, start = 0): PredictedBatch {
  return { start, rows, outputs: [], told: [], whole: [], failed: new Map(), ...parts };
}

function classMetrics(
  naming: ClassNaming | undefined,
  truths: readonly TruthValue[],
  labels: Labels,
): Extract<Metrics, { accuracy: number }> | undefined {
  const fold = createMetrics({ truth: 'target', targets: 1, ...(naming && { naming }) });
  fold.add((index) => [truths[index]], batch({ labels }, labels.length));
  const metrics = fold.result();
  return metrics && 'accuracy' in metrics ? metrics : undefined;
}

describe('classes', () => {
  it('give accuracy, precision, recall, F1 and the confusion as scikit-learn has them', () => {
    const naming = { labels: ['a', 'b', 'c'] };
    const metrics = classMetrics(naming, ['a', 'a', 'b', 'b', 'b'], ['a', 'b', 'b', 'b', 'a']);
    expect(metrics).toMatchObject({ rows: 5, rowsWithoutTruth: 0, truth: 'target', accuracy: 0.6 });
    expect(metrics?.confusion).toEqual({
      classes: ['a', 'b', 'c'],
      counts: [
        [1, 1, 0],
        [1, 2, 0],
        [0, 0, 0],
      ],
    });
    expect(metrics?.perClass[1]).toEqual({ class: 'b', support: 3, precision: 2 / 3, recall: 2 / 3, f1: 2 / 3 });
    expect(metrics?.perClass[2]).toEqual({ class: 'c', support: 0, precision: 0, recall: 0, f1: 0 });
  });

  it('count every class, and leave the confusion out where it would have millions of cells', () => {
    const truths = Array.from({ length: 50_000 }, (_, index) => index);
    const metrics = classMetrics(
      { labels: [0, 1] },
      truths,
      truths.map((index) => index % 2),
    );
    expect(metrics).toMatchObject({ rows: 50_000, accuracy: 2 / 50_000, confusion: { classes: [], counts: [] } });
    expect(metrics?.perClass.slice(0, 3)).toEqual([
      { class: 0, support: 1, precision: 1 / 25_000, recall: 1, f1: 2 / 25_001 },
      { class: 1, support: 1, precision: 1 / 25_000, recall: 1, f1: 2 / 25_001 },
      { class: 2, support: 1, precision: 0, recall: 0, f1: 0 },
    ]);
  });

  it.each<readonly [string, ClassNaming, readonly TruthValue[], Labels, readonly (string | number)[]]>([
    ['labels', { labels: [3, 5] }, ['3', '5'], [3, 5], [3, 5]],
    ['labels written as other numbers', { labels: [0, 1] }, ['0.0', true], [0, 1], [0, 1]],
    ['labels before names', { labels: [0, 1], names: ['no', 'yes'] }, [0, 1], ['no', 'yes'], [0, 1]],
    ['names', { labels: [0, 1], names: ['no', 'yes'] }, ['no', 'yes'], ['no', 'yes'], ['no', 'yes']],
    ['indexes', { labels: ['no', 'yes'] }, ['0', '1'], ['no', 'yes'], ['no', 'yes']],
    ['indexes where labels explain fewer', { labels: [1, 2] }, ['0', '1', '0'], [1, 2, 1], [1, 2]],
  ])('are found in the truth by %s', (_, naming, truths, labels, classes) => {
    const metrics = classMetrics(naming, truths, labels);
    expect(metrics?.accuracy).toBe(1);
    expect(metrics?.confusion.classes).toEqual(classes);
  });
  it.each<readonly [string, ClassNaming | undefined, readonly TruthValue[], Labels, unknown]>([
    [
      'names where the truth has labels, and tells what the confusion calls them',
      { labels: [0, 1], names: ['no', 'yes'] },
      ['0', '1.0', undefined],
      ['no', 'no', 'yes'],
      { values: ['no', 'yes', undefined], wrong: [false, true, undefined], confusionClasses: [0, 1] },
    ],
    [
      'labels where the truth has indexes',
      { labels: ['no', 'yes'] },
      [0, 1],
      ['no', 'no'],
      { values: ['no', 'yes'], wrong: [false, true] },
    ],
    [
      'its own word where it is no class',
      { labels: ['a', 'b'] },
      ['a', 'z'],
      ['a', 'b'],
      { values: ['a', 'z'], wrong: [false, true] },
    ],
    ['its own words without names', undefined, ['1', true], [1, 0], { values: ['1', 'true'], wrong: [false, true] }],
  ])('are told row by row in the words of the answers: %s', (_, naming, truths, labels, told) => {
    const fold = createMetrics({ truth: 'target', targets: 1, ...(naming && { naming }) });
    const rows = fold.add((index) => [truths[index]], batch({ labels }, labels.length));
    expect(rows).toEqual({ kind: 'classes', ...(told as object) });
  });
  it('are told of rows without a prediction too, but not judged', () => {
    const fold = createMetrics({ truth: 'target', targets: 1, naming: { labels: ['a', 'b'] } });
    const failed = new Map([[1, { severity: 'error', code: 'x', message: 'x' } as const]]);
    const rows = fold.add(() => ['b'], batch({ labels: ['a', 'a'], failed }, 2));
    expect(rows).toEqual({ kind: 'classes', values: ['b', 'b'], wrong: [true, undefined] });
  });
  it('that the model does not know count as wrong under their own name', () => {
    const metrics = classMetrics({ labels: ['a', 'b'] }, ['a', 'z', 'b'], ['a', 'b', 'b']);
    expect(metrics?.accuracy).toBe(2 / 3);
    expect(metrics?.confusion.classes).toEqual(['a', 'b', 'z']);
    expect(metrics?.confusion.counts[2]).toEqual([0, 1, 0]);
  });
  it('that the model does not know are said, with the first row', () => {
    const fold = createMetrics({ truth: 'target', targets: 1, naming: { labels: ['a', 'b'] } });
    fold.add(() => ['a'], batch({ labels: ['a', 'b'] }, 2));
    expect(fold.issues()).toEqual([]);
    fold.add((index) => [['b', 'z', undefined, 'z'][index]], batch({ labels: ['b', 'b', 'a', 'a'] }, 4, 10_000));
    expect(fold.issues()).toMatchObject([
      {
        severity: 'warning',
        code: 'truth-not-a-class',
        row: 10_001,
        message: expect.stringMatching(/^2 .*'z'/) as string,
      },
    ]);
  });
  it('are those that occur where nothing names them', () => {
    expect(classMetrics(undefined, [10, 9, 9], [10, 9, 10])?.confusion).toEqual({
      classes: [9, 10],
      counts: [
        [1, 1],
        [0, 1],
      ],
    });
  });
  it('leave out rows without a truth, and failed rows altogether', () => {
    const fold = createMetrics({ truth: 'y', targets: 1, naming: { labels: [0, 1] } });
    const failed = new Map([[11, { severity: 'error', code: 'x', message: 'x' } as const]]);
    fold.add((index) => [[0, 1, undefined][index]], batch({ labels: [0, 1, 1], failed }, 3, 10));
    expect(fold.result()).toMatchObject({ rows: 1, rowsWithoutTruth: 1, accuracy: 1 });
  });
  it('are not counted against a truth that speaks of something else', () => {
    const fold = createMetrics({ truth: 'y', targets: 1, naming: { labels: [0, 1] } });
    fold.add((index) => [['cat', 'dog'][index]], batch({ labels: [0, 1] }, 2));
    expect(fold.result()).toBeUndefined();
    expect(fold.issues()).toMatchObject([{ code: 'truth-unlike-classes', severity: 'warning' }]);
  });
});

describe('numbers', () => {
  it('give MAE, RMSE and R2 over all batches', () => {
    const fold = createMetrics({ truth: 'price', targets: 1 });
    const truths = [3, -0.5, 2, 7];
    const predicted = [2.5, 0, 2, 8];
    for (const start of [0, 2])
      fold.add(
        (index) => [truths[start + index]],
        batch({ scores: Float64Array.from(predicted.slice(start, start + 2)) }, 2, start),
      );
    const metrics = fold.result();
    expect(metrics).toMatchObject({ rows: 4, mae: 0.5 });
    expect(metrics && 'r2' in metrics && [metrics.rmse, metrics.r2]).toEqual([
      Math.sqrt(0.375),
      expect.closeTo(0.9486081370449679, 12),
    ]);
  });
  it('of several targets are averaged', () => {
    const fold = createMetrics({ truth: 'a, b', targets: 2 });
    const outputs = [
      { name: 'y', dtype: 'float32' as const, rowShape: [2], data: Float32Array.of(0, 2, -1, 2, 8, -5) },
    ];
    const truths = [
      [0.5, 1],
      [-1, 1],
      [7, -6],
    ];
    fold.add((index) => truths[index] ?? [], batch({ outputs }, 3));
    const metrics = fold.result();
    expect(metrics && 'mae' in metrics && metrics.mae).toBeCloseTo(0.75, 12);
    expect(metrics && 'r2' in metrics && metrics.r2).toBeCloseTo(0.9368005266622779, 12);
  });
  it('stay exact far from zero', () => {
    const fold = createMetrics({ truth: 'y', targets: 1 });
    const truths = Float64Array.from({ length: 1000 }, (_, index) => 1e9 + index);
    fold.add((index) => [truths[index]], batch({ scores: truths.map((value) => value + 0.5) }, 1000));
    const metrics = fold.result();
    expect(metrics && 'r2' in metrics && metrics.r2).toBeCloseTo(
      1 - (1000 * 0.25) / ((1000 * (1000 ** 2 - 1)) / 12),
      12,
    );
  });
  it('against a constant truth give R2 of 0, or 1 where they meet it', () => {
    for (const [error, r2] of [
      [1, 0],
      [0, 1],
    ] as const) {
      const fold = createMetrics({ truth: 'y', targets: 1 });
      fold.add(() => ['5'], batch({ scores: Float64Array.of(5 + error, 5) }, 2));
      expect(fold.result()).toMatchObject({ r2 });
    }
  });
  it('leave out truths that are no numbers', () => {
    const fold = createMetrics({ truth: 'y', targets: 1 });
    fold.add((index) => [['1', 'unknown', undefined][index]], batch({ scores: Float64Array.of(1, 2, 3) }, 3));
    expect(fold.result()).toMatchObject({ rows: 1, rowsWithoutTruth: 2 });
  });
  it('are not compared with another number of targets', () => {
    const fold = createMetrics({ truth: 'a, b, c', targets: 3 });
    fold.add(() => [1, 2, 3], batch({ scores: Float64Array.of(1) }, 1));
    expect(fold.result()).toBeUndefined();
    expect(fold.issues()).toMatchObject([{ code: 'truth-unlike-outputs' }]);
  });
  it('need at least one truth', () => {
    const fold = createMetrics({ truth: 'y', targets: 1 });
    fold.add(() => [undefined], batch({ scores: Float64Array.of(1) }, 1));
    expect(fold.result()).toBeUndefined();
    expect(fold.issues()).toMatchObject([{ code: 'truth-missing' }]);
  });
});

describe('a truth value', () => {
  it.each([
    [values('cat', null, 5n, true, 2.5), ['cat', undefined, '5', true, 2.5]],
    [numbers(1, NaN), ['1', undefined]],
    [{ kind: 'text', values: ['007', 'NA', ' '] } as const, ['007', undefined, undefined]],
    [{ kind: 'tensor', dtype: 'int64', rowShape: [1], values: BigInt64Array.of(3n) } as const, ['3']],
  ])('%# is the cell, or nothing where it is missing', (column, expected) => {
    expect(expected.map((_, index) => readTruth(column, index))).toEqual(expected);
  });
  it('may have a decimal comma', () => {
    expect(readTruth({ kind: 'text', values: ['3,5'] }, 0, ',')).toBe(3.5);
  });
});
