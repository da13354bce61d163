import type { OutputComparison } from '../contract/output-comparison';
import type { SideName } from '../contract/side';
import type { Tolerance, ToleranceOptions } from '../contract/tolerance';
import type { Dtype } from '../contract/dtype';
import { align, type Part } from './align';
import type { Answer } from './answers';
import { createDifference, type BatchRows, type DifferenceFold, type RowMarks } from './difference';
import type { DifferenceRule } from './elements';
import { createExactFold, type ExactFold } from './exact';
import { numericArray } from './number-array';
import { changeCounts } from './ignored';
import type { Pair } from './pair';
import { createMarks } from './row-marks';
import { createRowSet, type RowSet } from './row-set';
import { NOTHING, statisticsOf, type Statistics } from './statistics';
import { coarserDtype, EXACT, isFloat, toleranceOf } from './tolerance';

/** Keeps the numbers of pairs so that they can be looked at again. */
export interface PairStore {
  append(output: number, pair: Pair, rows: BatchRows): void;
  /** A pair holds until `visit` returns. */
  scan(output: number, visit: (pair: Pair, rows: BatchRows) => void): void;
}

export interface PairOptions {
  /** The pair's number in the store. */
  readonly number: number;
  readonly store: PairStore;
  /** Sides that are no models: dtype and shape of their values are those of a file. */
  readonly external: ReadonlySet<SideName>;
  /** Brings a value to a dtype's precision. */
  readonly round: (value: number, dtype: Dtype) => number;
  readonly tolerance: ToleranceOptions;
}

/** Two outputs that stand for each other, folded batch by batch. */
export interface OutputPair {
  add(baseline: Answer, candidate: Answer, rows: BatchRows, marks: RowMarks): void;
  result(): OutputComparison;
  /** Whether any of it is numbers, which can be more or less apart. */
  isNumeric(): boolean;
  /** The same with another tolerance: the stored numbers are folded again. Rows out of it are added to `out`. */
  again(tolerance: ToleranceOptions, out: RowSet): OutputComparison;
}

type Change = OutputComparison['changed'][number];

interface Facts {
  readonly names: readonly [string, string];
  readonly dtypes: readonly [Dtype, Dtype];
  readonly shapes: readonly [readonly number[] | null, readonly number[] | null];
  readonly changed: Set<Change>;
  /** Labels are equal or not, whatever they are written as. */
  readonly exact: boolean;
}

interface Folds {
  numbers?: DifferenceFold;
  exact?: ExactFold;
  readonly unlike: { elements: number; rows: number };
}

/** `first` tells what the outputs are. */
export function createOutputPair(first: readonly [Answer, Answer], options: PairOptions): OutputPair {
  const facts = factsOf(...first);
  const folds: Folds = { unlike: { elements: 0, rows: 0 } };
  const apart = createRowSet();
  const isWhole = first.some(({ kind }) => kind === 'whole');
  const take = (part: Part): void => {
    if (part.kind === 'unlike') {
      folds.unlike.elements += part.elements;
      folds.unlike.rows += part.rows;
      facts.changed.add('shape');
      return;
    }
    const pair = facts.exact ? undefined : numericPair(part, facts.dtypes);
    if (pair) {
      (folds.numbers ??= createDifference(ruleOf(facts, options))).add(pair, part.rows, part.marks);
      options.store.append(options.number, pair, part.rows);
    } else (folds.exact ??= createExactFold()).add(part.baseline, part.candidate, part.rows, part.marks);
  };
  return {
    add: (baseline, candidate, rows, marks) => {
      for (const change of changesOf(baseline, candidate, options.external)) facts.changed.add(change);
      const parts = align(baseline, candidate, rows, marks);
      apart.addMarked(rows, marks.out);
      for (const part of parts) take(part);
      if (!folds.numbers) apart.addMarked(rows, marks.out);
    },
    result: () => comparisonOf(facts, folds, options),
    isNumeric: () => folds.numbers !== undefined,
    again: (tolerance, out) => {
      const anew = { ...options, tolerance };
      out.addAll(apart);
      if (!folds.numbers) return comparisonOf(facts, folds, anew);
      const numbers = createDifference(ruleOf(facts, anew));
      options.store.scan(options.number, (pair, rows) => {
        const marks = createMarks(rows.count, false);
        numbers.add(pair, rows, marks);
        // Outputs of the whole run belong to no row.
        if (!isWhole) out.addMarked(rows, marks.out);
      });
      return comparisonOf(facts, { ...folds, numbers }, anew);
    },
  };
}

function factsOf(baseline: Answer, candidate: Answer): Facts {
  const shape = (answer: Answer): readonly number[] | null => (answer.kind === 'ragged' ? null : answer.shape);
  return {
    names: [baseline.name, candidate.name],
    dtypes: [baseline.dtype, candidate.dtype],
    shapes: [shape(baseline), shape(candidate)],
    changed: new Set(baseline.name === candidate.name ? [] : ['name']),
    exact: [baseline, candidate].some(
      (answer) => answer.dtype === 'bool' || (answer.kind === 'rows' && answer.isLabel),
    ),
  };
}

/** A file's dtype and shape say nothing of a model's. */
function changesOf(baseline: Answer, candidate: Answer, external: ReadonlySet<SideName>): readonly Change[] {
  if (external.size > 0) return [];
  const changes: Change[] = [];
  if (baseline.dtype !== candidate.dtype || hasKeys(baseline) !== hasKeys(candidate)) changes.push('dtype');
  if (shapeText(baseline) !== shapeText(candidate)) changes.push('shape');
  return changes;
}

function hasKeys(answer: Answer): boolean {
  return answer.kind === 'rows' && answer.keys !== undefined;
}

function shapeText(answer: Answer): string {
  return answer.kind === 'ragged' ? 'ragged' : `${answer.kind} ${answer.shape.join(',')}`;
}

function numericPair(part: Extract<Part, { kind: 'alike' }>, dtypes: Facts['dtypes']): Pair | undefined {
  const baseline = numericArray(dtypes[0], part.baseline);
  const candidate = numericArray(dtypes[1], part.candidate);
  return baseline && candidate && { baseline, candidate };
}

function toleranceFor(facts: Facts, { tolerance }: PairOptions): Tolerance {
  return facts.exact ? EXACT : toleranceOf(facts.names[0], facts.dtypes, tolerance);
}

function ruleOf(facts: Facts, options: PairOptions): DifferenceRule {
  const precision = precisionOf(facts, options.external);
  return {
    tolerance: toleranceFor(facts, options),
    rule: options.tolerance.rule ?? 'sum',
    floats: isFloat(coarserDtype(...facts.dtypes)),
    ignoreNonFinite: options.tolerance.ignore?.nonFinite ?? false,
    round: precision ? (value) => options.round(value, precision) : (value) => value,
  };
}

/** Predictions made elsewhere are the same where they are at the model's precision. */
function precisionOf({ dtypes }: Facts, external: ReadonlySet<SideName>): Dtype | undefined {
  if (external.size !== 1) return undefined;
  return external.has('baseline') ? dtypes[1] : dtypes[0];
}

function comparisonOf(facts: Facts, folds: Folds, options: PairOptions): OutputComparison {
  const { names, dtypes, shapes, changed } = facts;
  const spread = folds.numbers?.spread((visit) => options.store.scan(options.number, visit));
  const statistics = folds.numbers ? statisticsOf(folds.numbers.totals, spread, shapeOf(facts)) : NO_NUMBERS;
  const counts = countsOf(statistics, folds);
  const isChanged = [...changed].some((change) => changeCounts(change, options.tolerance.ignore));
  const different = isChanged || counts.outOfTolerance > 0;
  return {
    baseline: names[0],
    candidate: names[1],
    status: statusOf({ elements: counts.elements, different, changed: differs(folds) || hasOtherType(changed) }),
    changed: [...changed],
    dtype: { baseline: dtypes[0], candidate: dtypes[1] },
    shape: { baseline: shapes[0], candidate: shapes[1] },
    ...statistics,
    ...counts,
    ...differingOf(facts, folds),
    tolerance: toleranceFor(facts, options),
  };
}

/** Of one row, for places in it; a row of two shapes is one list. */
function shapeOf({ shapes: [shape], changed }: Facts): readonly number[] {
  const size = (shape ?? []).reduce((all, dim) => all * dim, 1);
  if (changed.has('shape')) return size === 1 ? [] : [size];
  return shape ?? [];
}

/** Numbers, elements that are equal or not, and rows of other sizes together. */
function countsOf(
  statistics: Statistics,
  { exact, unlike }: Folds,
): Pick<OutputComparison, 'elements' | 'compared' | 'outOfTolerance' | 'rowsOutOfTolerance'> {
  const { elements, differing, rowsDiffering } = exact?.totals ?? { elements: 0, differing: 0, rowsDiffering: 0 };
  return {
    elements: statistics.elements + elements + unlike.elements,
    compared: statistics.compared + elements,
    outOfTolerance: statistics.outOfTolerance + differing,
    rowsOutOfTolerance: statistics.rowsOutOfTolerance + rowsDiffering + unlike.rows,
  };
}

/** Of what is compared exactly, how much is not equal. */
function differingOf({ dtypes }: Facts, { numbers, exact }: Folds): Pick<OutputComparison, 'differing'> {
  if (exact) return { differing: exact.totals.differing };
  return numbers && !isFloat(coarserDtype(...dtypes)) ? { differing: numbers.totals.differing } : {};
}

const NO_NUMBERS: Statistics = {
  elements: 0,
  compared: 0,
  bothNaN: 0,
  sameInf: 0,
  nonFiniteInOneOnly: 0,
  outOfTolerance: 0,
  rowsOutOfTolerance: 0,
  ...NOTHING,
};

/** An ignored change of dtype or shape, or an element of another size, is no equality. */
function hasOtherType(changed: ReadonlySet<Change>): boolean {
  return changed.has('dtype') || changed.has('shape');
}

function differs({ numbers }: Folds): boolean {
  return numbers?.totals.changed === true;
}

function statusOf(found: {
  readonly elements: number;
  readonly different: boolean;
  readonly changed: boolean;
}): OutputComparison['status'] {
  if (found.different) return 'different';
  if (found.elements === 0) return 'empty';
  return found.changed ? 'within' : 'same';
}
