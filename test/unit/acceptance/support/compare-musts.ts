import { expect } from 'vitest';
import type { Comparison } from '../../../../src/contract/comparison';
import type { OutputComparison } from '../../../../src/contract/output-comparison';
import type { Case } from './cases';

/** What two sides of a case were found to be, and how to compare them otherwise. */
export interface ComparedCase {
  readonly one: Case;
  readonly found: Comparison;
  readonly compare: (...words: readonly string[]) => Promise<Comparison>;
}

export type CompareMust = (compared: ComparedCase) => void | Promise<void>;

const codes = ({ issues }: Comparison): readonly string[] => issues.map(({ code }) => code);
const fed = ({ baseline, candidate }: Comparison): readonly unknown[] =>
  [baseline, candidate].map(({ binding }) => binding?.flatMap(({ columns }) => columns));

function numbersOf({ outputs }: Comparison): OutputComparison {
  const found = outputs.find(({ maxAbs }) => maxAbs !== null);
  if (!found) throw new Error('No output has numbers.');
  return found;
}

/** What each side takes of the data is what its case says. */
const bindsBoth: CompareMust = ({ one, found }) =>
  expect(fed(found)).toEqual(
    ['v1.onnx', 'v2.onnx'].map((model) => one.bindings[model]?.flatMap(({ columns }) => columns)),
  );

const agrees: CompareMust = ({ found }) => expect(['same', 'within']).toContain(found.verdict);

/** The meaning of every `must` line that asks for a comparison, by its text. */
export const COMPARE_MUSTS: ReadonlyMap<string, CompareMust> = new Map<string, CompareMust>([
  [
    'bind each version by its own feature order; equal then',
    async (compared) => {
      await bindsBoth(compared);
      await agrees(compared);
    },
  ],
  [
    '`sameOrderForBoth` is what a tool shows that feeds both alike: it must not pass that off as a model difference without saying so',
    async ({ one, found, compare }) => {
      expect(found.notes.join(' ')).toContain('each was fed its own');
      const columns = one.bindings['v1.onnx']?.flatMap((bound) => bound.columns) ?? [];
      const alike = await compare('--columns', columns.join(','));
      expect(alike.verdict).toBe('different');
      expect(alike.candidate.binding).toMatchObject([{ columns, source: 'flag' }]);
    },
  ],
  [
    'say that the files are identical',
    ({ found }) => {
      expect(found).toMatchObject({ verdict: 'same', structure: { status: 'identical' } });
      expect(found.notes).toContain('The files are identical.');
    },
  ],
  [
    'NaN equals NaN and equal infinities agree, each counted; a NaN in one version only is a difference',
    ({ found }) => {
      for (const count of ['bothNaN', 'sameInf', 'nonFiniteInOneOnly'] as const)
        expect(Math.max(...found.outputs.map((output) => output[count]))).toBeGreaterThan(0);
      for (const { nonFiniteInOneOnly, outOfTolerance } of found.outputs)
        expect(outOfTolerance).toBeGreaterThanOrEqual(nonFiniteInOneOnly);
      expect(found.verdict).toBe('different');
    },
  ],
  [
    'report the dtype change as its own kind of difference',
    ({ found }) => expect(found.outputs.flatMap(({ changed }) => changed)).toContain('dtype'),
  ],
  ['values are equal', ({ found }) => expect(numbersOf(found)).toMatchObject({ outOfTolerance: 0 })],
  [
    'report the shape change as its own kind, no silent reshape',
    ({ found }) => {
      expect(found.outputs.flatMap(({ changed }) => changed)).toContain('shape');
      expect(found.summary).toContain('shape');
    },
  ],
  [
    'differences stay inside the default tolerance: verdict same, with the largest difference shown',
    ({ found }) => {
      expect(found.verdict).toBe('within');
      expect(found.summary).toMatch(/largest difference is .* in row \d+/);
    },
  ],
  [
    'run all rows in one batch or say that the result depends on the batch: dynamic quantisation scales activations per call',
    ({ found }) => expect(codes(found)).toContain('one-batch'),
  ],
  [
    'bind the data to both inputs, show the rename',
    async (compared) => {
      await bindsBoth(compared);
      expect(compared.found.notes.join(' ')).toMatch(/The input '.*' is now called '.*'/);
    },
  ],
  [
    'report the change of signature by name',
    ({ found }) => {
      expect(found.structure).toMatchObject({ status: 'different', signature: [{ of: 'output', change: 'renamed' }] });
      expect([found.onlyInBaseline, found.onlyInCandidate].map(({ length }) => length)).toEqual([1, 1]);
    },
  ],
  [
    'pair the outputs only when the user maps them',
    async ({ found, compare }) => {
      const [[before = ''], [after = '']] = [found.onlyInBaseline, found.onlyInCandidate];
      expect(found.outputs.map(({ baseline }) => baseline)).not.toContain(before);
      const mapped = await compare('--pair', `${before}=${after}`);
      expect(mapped.outputs).toMatchObject([{ baseline: before, candidate: after, changed: ['name'] }]);
      expect(mapped.verdict).not.toBe('different');
    },
  ],
  [
    'report flips, matrix, negative flip rate and McNemar',
    ({ found: { labels } }) => {
      expect(labels?.flips).toBeGreaterThan(0);
      const moved = labels?.matrix.map((counts, from) => counts.filter((_, to) => to !== from)).flat() ?? [];
      expect(moved.reduce((all, count) => all + count, 0)).toBe(labels?.flips);
      expect(labels?.truth?.negativeFlipRate).toBeGreaterThan(0);
      expect(labels?.truth?.mcnemar.p).toBeLessThan(1);
    },
  ],
  [
    "report the difference statistics and both models' errors against truth",
    ({ found }) => {
      expect(numbersOf(found)).toMatchObject({
        rmse: expect.any(Number) as number,
        p99Abs: expect.any(Number) as number,
      });
      expect(found.regression?.delta.rmse).toBeCloseTo(
        (found.regression?.candidate.rmse ?? NaN) - (found.regression?.baseline.rmse ?? NaN),
      );
    },
  ],
  [
    'say that the export agrees: no flips, largest difference about 1e-7',
    async (compared) => {
      await agrees(compared);
      expect(compared.found.labels?.flips).toBe(0);
      expect(Number(numbersOf(compared.found).maxAbs?.value)).toBeLessThan(1e-6);
    },
  ],
  [
    'say that the export is wrong, not merely rounded: nearly every row is far out of tolerance',
    ({ found }) => {
      expect(found.verdict).toBe('different');
      expect(found.notes.join(' ')).toMatch(/Nearly every row .* more than rounding/);
    },
  ],
  [
    'point at probabilities stuck at 0 and 1 and at missing preprocessing as the likely cause',
    ({ found }) => expect(found.notes.join(' ')).toMatch(/stuck at 0 and 1.*Likely cause: preprocessing/),
  ],
  [
    'name the rows that differ, and for each the column and threshold that float32 rounding crosses (`crossings`)',
    ({ one, found }) => {
      const { crossings = [], outputs } = found;
      expect(new Set(crossings.map(({ row }) => row)).size).toBe(Math.max(...outputs.map((o) => o.rowsOutOfTolerance)));
      for (const { column, threshold, value } of crossings) {
        expect(one.naturalMapping).toContain(column);
        expect(Math.fround(Number(value))).toBe(Math.fround(Number(threshold)));
      }
    },
  ],
  [
    'do not call the export broken: all other rows agree to 1e-6',
    async ({ found, compare }) => {
      expect(found.notes.join(' ')).toMatch(/all others agree.*not an export error/);
      const strict = await compare('--atol', '1e-6', '--rtol', '0');
      expect(numbersOf(strict).rowsOutOfTolerance).toBe(numbersOf(found).rowsOutOfTolerance);
    },
  ],
  [
    'metrics of both against the target',
    ({ found: { labels, rows } }) =>
      expect([labels?.truth?.baseline.rows, labels?.truth?.candidate.rows]).toEqual([rows, rows]),
  ],
]);
