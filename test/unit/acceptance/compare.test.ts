import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../../../src/contract/comparison';
import type { ClassificationMetrics } from '../../../src/contract/run';
import type { LabelTruth } from '../../../src/contract/label-comparison';
import type { OutputComparison } from '../../../src/contract/output-comparison';
import { OWN_FIXTURES, readCases, type Case } from './support/cases';
import { COMPARE_MUSTS } from './support/compare-musts';
import {
  goldenOf,
  type GoldenLabels,
  type GoldenMetrics,
  type GoldenOutput,
  type GoldenTruth,
} from './support/compare-goldens';
import { MUSTS } from './support/musts';
import { openWorkbench, type Workbench } from './support/workbench';

/** Statistics agree with Python's to this; labels, flips, rows and verdicts exactly. */
const ABSOLUTE = 1e-6;
const RELATIVE = 1e-4;
/** Dynamic quantisation depends on the processor. */
const QUANTISED = 1e-2;

const cases = readCases();
const pairs = cases.filter(({ kind }) => kind === 'pair');
const parities = cases.filter(({ id }) => id.startsWith('natural-parity'));
let workbench: Workbench;

beforeAll(() => {
  workbench = openWorkbench();
});

afterAll(() => workbench.dispose());

async function compare(one: Case, words: readonly string[]): Promise<Comparison> {
  const { code, stdout, stderr } = await workbench.commandLine(['compare', ...words, '--json', '--no-log'], one.folder);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Comparison;
}

function parityWords(one: Case): readonly string[] {
  return ['predictions:', 'model.onnx', '--data', one.data.file, '--map', 'auto'];
}

function truthOf({ truth, data }: Case): readonly string[] {
  if (!truth) return [];
  return ['--truth', truth.file === data.file ? (truth.columns[0] ?? '') : truth.file];
}

function expectNear(
  found: unknown,
  wanted: unknown,
  what: string,
  { absolute = ABSOLUTE, relative = RELATIVE } = {},
): void {
  if (typeof wanted !== 'number') {
    expect(found, what).toEqual(wanted);
    return;
  }
  const distance = Math.abs(Number(found) - wanted);
  expect(distance, `${what}: ${String(found)} for ${wanted}`).toBeLessThanOrEqual(
    absolute + relative * Math.abs(wanted),
  );
}

const NUMBERS = ['meanAbs', 'rmse', 'medianAbs', 'p90Abs', 'p95Abs', 'p99Abs', 'l2', 'cosine'] as const;
const COUNTS = ['elements', 'compared', 'bothNaN', 'sameInf', 'nonFiniteInOneOnly', 'outOfTolerance'] as const;

interface Bounds {
  readonly absolute: number;
}

/** Without `bounds`, everything that a count or a place says is exact. */
function expectOutput(found: OutputComparison | undefined, wanted: GoldenOutput, bounds?: Bounds): void {
  if (wanted.differing !== undefined) {
    if (!bounds) expect(found).toMatchObject({ elements: wanted.elements, differing: wanted.differing });
    return;
  }
  expect(found?.tolerance).toEqual(wanted.tolerance);
  for (const name of NUMBERS) expectNear(found?.[name], wanted[name], name, bounds);
  expectNear(found?.maxAbs?.value, wanted.maxAbs, 'maxAbs', bounds);
  if (!bounds) expectExact(found, wanted);
}

function expectExact(found: OutputComparison | undefined, wanted: GoldenOutput): void {
  expect(found).toMatchObject(Object.fromEntries(COUNTS.map((name) => [name, wanted[name]])));
  expectNear(found?.sqnr, wanted.sqnrSignalV1, 'sqnr');
  expectNear(found?.maxRel?.value, wanted.maxRel, 'maxRel');
  expect(found?.maxAbs).toMatchObject(placeOf(wanted.maxAbsAt));
  expect(found?.maxRel).toMatchObject(placeOf(wanted.maxRelAt));
}

function placeOf([row, ...index]: readonly number[] = []): {
  readonly row?: number;
  readonly index: readonly number[];
} {
  return { ...(row === undefined ? {} : { row }), index };
}

function expectLabels(
  found: Comparison['labels'],
  { flips, flipRate, flippedRows, matrix, truth }: GoldenLabels,
): void {
  expect(found).toMatchObject({ flips, flippedRows, classes: matrix.classes, matrix: matrix.counts });
  expectNear(found?.flipRate, flipRate, 'flipRate');
  if (truth) expectTruth(found?.truth, truth);
}

function expectTruth(found: LabelTruth | undefined, truth: NonNullable<GoldenLabels['truth']>): void {
  const { v1, v2, negativeFlipRate, mcnemar, bothRight, oldRightNewWrong, oldWrongNewRight, bothWrong } = truth;
  expect(found).toMatchObject({ bothRight, oldRightNewWrong, oldWrongNewRight, bothWrong });
  expectNear(found?.negativeFlipRate, negativeFlipRate, 'negativeFlipRate');
  for (const name of ['statistic', 'p', 'exactP'] as const)
    expectNear(found?.mcnemar[name], mcnemar[name], name, { absolute: 0 });
  expectMetrics(found?.baseline, v1);
  expectMetrics(found?.candidate, v2);
}

function expectMetrics(found: ClassificationMetrics | undefined, golden: GoldenMetrics): void {
  expectNear(found?.accuracy, golden.accuracy, 'accuracy');
  expect(found?.confusion.counts).toEqual(golden.confusion.counts);
  expect(found?.perClass.map((one) => one.class)).toEqual(golden.perClass.map((one) => one.class));
  for (const [place, one] of golden.perClass.entries())
    for (const name of ['support', 'precision', 'recall', 'f1'] as const)
      expectNear(found?.perClass[place]?.[name], one[name], name);
}

function expectRegression(found: Comparison['regression'], { v1, v2, delta }: GoldenTruth): void {
  for (const name of ['mae', 'rmse', 'r2'] as const) {
    expectNear(found?.baseline[name], v1[name], name);
    expectNear(found?.candidate[name], v2[name], name);
    expectNear(found?.delta[name], delta[name], `${name} delta`);
  }
}

/** In the goldens `same` is our `same` or `within`. */
function expectVerdict(found: Comparison, wanted: string): void {
  expect(found.verdict === 'within' ? 'same' : found.verdict, found.summary).toBe(wanted);
}

describe('two versions of a model', () => {
  it.each(pairs.map((one) => [one.id, one] as const))('%s: agrees with the numbers of Python', async (_id, one) => {
    const golden = goldenOf(one);
    const found = await compare(one, ['v1.onnx', 'v2.onnx', '--data', one.data.file, ...truthOf(one)]);
    const bounds = one.id === 'pair-quantised' ? { absolute: QUANTISED } : undefined;
    expectVerdict(found, golden.verdict);
    expect(found.rows).toBe(one.data.rows);
    expect(found.onlyInBaseline).toEqual(golden.onlyInV1);
    expect(found.onlyInCandidate).toEqual(golden.onlyInV2);
    expect(found.outputs.map(({ baseline, changed }) => [baseline, changed])).toEqual(
      golden.outputs.map(({ v1, changed }) => [v1, changed]),
    );
    for (const [place, output] of golden.outputs.entries())
      expectOutput(found.outputs[place], output.afterFlattening ?? output, bounds);
    if (golden.labels && !bounds) expectLabels(found.labels, golden.labels);
    if (golden.truth) expectRegression(found.regression, golden.truth);
  });

  it('pair a renamed output only where a person says so', async () => {
    const one = caseOf('pair-renamed-output');
    const golden = goldenOf(one);
    const words = ['v1.onnx', 'v2.onnx', '--data', one.data.file];
    const unpaired = await compare(one, words);
    expect(unpaired.notes.join(' ')).toContain('--pair variable=quality');
    expect(unpaired.structure).toMatchObject({
      signature: [{ of: 'output', change: 'renamed', baseline: 'variable', candidate: 'quality' }],
    });
    const paired = await compare(one, [...words, '--pair', 'variable=quality']);
    expectVerdict(paired, 'same');
    expect(paired.outputs[0]?.changed).toEqual(['name']);
    expect(golden.whenMapped).toBeDefined();
    if (golden.whenMapped) expectOutput(paired.outputs[0], golden.whenMapped);
  });
});

describe('predictions made elsewhere against the model', () => {
  it.each(parities.map((one) => [one.id, one] as const))('%s: agrees with the numbers of Python', async (_id, one) => {
    const { labels, probabilities, verdict } = goldenOf(one);
    const found = await compare(one, parityWords(one));
    expectVerdict(found, verdict);
    expect(found.structure).toEqual({ status: 'not-applicable' });
    expect(found.candidate.binding?.[0]?.columns).toEqual(one.naturalMapping);
    expect(labels).toBeDefined();
    if (labels) expectLabels(found.labels, labels);
    const numbers = found.outputs.find(({ maxAbs }) => maxAbs !== null);
    expect(probabilities).toBeDefined();
    if (probabilities) expectOutput(numbers, probabilities);
  });

  it('names what rounding meets in each row that differs, and calls the export right', async () => {
    const one = caseOf('natural-parity-thresholds');
    const { notes, crossings } = await compare(one, parityWords(one));
    expect(notes.join(' ')).toMatch(/7 of 120 rows .*all others agree/);
    expect(notes.join(' ')).toContain('7 rows differ only because rounding to float32 meets a threshold of a tree');
    expect(crossings?.map(({ line, ...crossing }) => ({ ...crossing, isLine: line === crossing.row + 2 }))).toEqual(
      goldenOf(one).crossings?.map(({ row, column, tree, thresholdInOnnx, value }) => ({
        row,
        column,
        tree,
        threshold: thresholdInOnnx,
        value,
        isLine: true,
      })),
    );
  });

  it('finds nothing that rounding meets where nothing differs, or no tree decides', async () => {
    const agreeing = caseOf('natural-parity-agree');
    expect((await compare(agreeing, parityWords(agreeing))).crossings ?? []).toEqual([]);
    const wrong = caseOf('natural-parity-scaler-left-out');
    expect((await compare(wrong, parityWords(wrong))).crossings).toBeUndefined();
  });
});

describe.each([...pairs, ...parities].map((one) => [one.id, one] as const))('%s must', (_id, one) => {
  const sides = one.kind === 'pair' ? ['v1.onnx', 'v2.onnx'] : ['predictions:', 'model.onnx', '--map', 'auto'];
  const asked = [...sides, '--data', one.data.file, ...(one.kind === 'pair' ? truthOf(one) : [])];
  const lines = one.must.filter((line) => COMPARE_MUSTS.has(line));

  it.each(lines)('%s', async (line) => {
    const again = (...words: readonly string[]): Promise<Comparison> => compare(one, [...asked, ...words]);
    await COMPARE_MUSTS.get(line)?.({ one, found: await again(), compare: again });
  });

  it('nothing else that is not checked', () => {
    const unknown = one.must.filter((line) => !COMPARE_MUSTS.has(line) && typeof MUSTS.get(line) !== 'function');
    if (unknown.length > 0) console.log(`No check for:\n${unknown.join('\n')}`);
    expect(OWN_FIXTURES ? unknown : []).toEqual([]);
  });
});

function caseOf(id: string): Case {
  const found = cases.find((one) => one.id === id);
  if (!found) throw new Error(`There is no case ${id}.`);
  return found;
}
