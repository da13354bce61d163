import type { Comparison, RegressionComparison } from '../contract/comparison';
import { digits } from '../contract/comparison-text';
import type { LabelTruth } from '../contract/label-comparison';
import type { OutputComparison } from '../contract/output-comparison';
import { pOf } from './significance';

/** What is said in plain words. */
type Said = Pick<
  Comparison,
  'baseline' | 'candidate' | 'verdict' | 'rows' | 'outputs' | 'labels' | 'onlyInBaseline' | 'onlyInCandidate' | 'issues'
>;

/** The verdict and what decides it, in one sentence. */
export function summaryOf(comparison: Said): string {
  const { verdict, rows } = comparison;
  switch (verdict) {
    case 'same':
      return `Same: every output is equal ${precisionOf(comparison)} on ${count(rows, 'row')}.`;
    case 'within':
      return `Within tolerance on ${count(rows, 'row')}: ${largestOf(comparison)}.`;
    case 'different':
      return `Different: ${reasonsOf(comparison).join('; ')}.`;
    case 'incomparable':
      return `Incomparable: ${comparison.issues.find(({ severity }) => severity === 'error')?.message ?? 'nothing could be compared.'}`;
  }
}

/** A file's predictions may have more digits than the model's numbers. */
function precisionOf({ baseline, candidate }: Said): string {
  return [baseline, candidate].some(({ kind }) => kind === 'predictions')
    ? 'at the precision of the model'
    : 'bit by bit';
}

/** `1 row`, `2,000 rows`. */
export function count(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** `2,000`. */
function grouped(number: number): string {
  return new Intl.NumberFormat('en').format(number);
}

export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(4))} %`;
}

/** The difference of two shares: percentage points. */
export function points(difference: number): string {
  const value = Number((difference * 100).toPrecision(4));
  return `${value} ${Math.abs(value) === 1 ? 'point' : 'points'}`;
}

function largestOf({ outputs }: Said): string {
  const [largest] = outputs
    .flatMap((output) => (output.maxAbs ? [{ output, ...output.maxAbs }] : []))
    .toSorted((one, other) => Number(other.value) - Number(one.value));
  if (!largest) return 'nothing differs';
  return `the largest difference is ${digits(largest.value)}, of '${largest.output.baseline}' in row ${largest.row}`;
}

function reasonsOf({ outputs, labels, onlyInBaseline, onlyInCandidate, rows }: Said): readonly string[] {
  const reasons: string[] = [];
  if (onlyInBaseline.length > 0) reasons.push(`only the baseline answers ${list(onlyInBaseline)}`);
  if (onlyInCandidate.length > 0) reasons.push(`only the candidate answers ${list(onlyInCandidate)}`);
  if (labels && labels.flips > 0) reasons.push(`${grouped(labels.flips)} of ${count(rows, 'label')} changed`);
  for (const output of outputs) reasons.push(...outputReasons(output, (labels?.flips ?? 0) > 0));
  return reasons.length > 0 ? reasons : ['some rows have no partner'];
}

/** Labels that changed have been told already. */
function outputReasons(output: OutputComparison, flipsTold: boolean): readonly string[] {
  const { baseline, outOfTolerance, elements, maxAbs } = output;
  const changes = changesOf(output);
  const changed = changes.length > 0 ? [`the ${changes.join(' and the ')} of '${baseline}' changed`] : [];
  if (outOfTolerance === 0) return changed;
  if (maxAbs) return [...changed, outText(output)];
  return flipsTold
    ? changed
    : [...changed, `'${baseline}' differs in ${grouped(outOfTolerance)} of ${count(elements, 'value')}`];
}

/** With what it was and is. */
function changesOf({ changed, dtype, shape }: OutputComparison): readonly string[] {
  return changed.flatMap((change) => {
    if (change === 'dtype') return [`dtype (${dtype.baseline} to ${dtype.candidate})`];
    return change === 'shape' ? [`shape of a row (${shapeText(shape.baseline)} to ${shapeText(shape.candidate)})`] : [];
  });
}

function shapeText(shape: readonly number[] | null): string {
  return shape ? `[${shape.join(', ')}]` : 'its own for each row';
}

function outText({ baseline, outOfTolerance, compared, nonFiniteInOneOnly, maxAbs }: OutputComparison): string {
  const where = maxAbs && Number(maxAbs.value) > 0 ? `, at most ${digits(maxAbs.value)} in row ${maxAbs.row}` : '';
  const lost = nonFiniteInOneOnly > 0 ? ` (${grouped(nonFiniteInOneOnly)} finite on one side only)` : '';
  return `'${baseline}' is out of tolerance in ${grouped(outOfTolerance)} of ${count(compared + nonFiniteInOneOnly, 'value')}${lost}${where}`;
}

export function list(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

/** What the change means for a classifier: better, worse, or not more than chance. */
export function labelTruthText(truth: LabelTruth): string {
  const { baseline, candidate, oldRightNewWrong: worse, oldWrongNewRight: better, mcnemar } = truth;
  const accuracy = `accuracy ${percent(baseline.accuracy)} to ${percent(candidate.accuracy)}`;
  const changed = worse + better;
  if (changed === 0) return `No row became right or wrong; ${accuracy}.`;
  const p = pOf(mcnemar, changed);
  const rows = `${grouped(worse)} of ${count(candidate.rows, 'row')} worse, ${grouped(better)} better (${accuracy})`;
  return p < 0.05
    ? `${rows}: ${better > worse ? 'better' : 'worse'}, more than chance (p = ${digits(p)}).`
    : `${rows}: not more than chance (p = ${digits(p)}).`;
}

/** Errors that differ by no more than this share are alike. */
const ALIKE = 1e-5;

/** The same for a regressor. */
export function regressionText({ baseline, candidate, delta }: RegressionComparison): string {
  const alike = Math.abs(delta.rmse) <= ALIKE * Math.abs(baseline.rmse);
  const direction = alike ? 'neither better nor worse' : delta.rmse < 0 ? 'better' : 'worse';
  return (
    `RMSE ${digits(baseline.rmse)} to ${digits(candidate.rmse)} (${direction}), ` +
    `MAE ${digits(baseline.mae)} to ${digits(candidate.mae)}, R2 ${digits(baseline.r2)} to ${digits(candidate.r2)}.`
  );
}
