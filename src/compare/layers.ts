import type { Dtype } from '../contract/dtype';
import type { LayerComparison } from '../contract/layer-comparison';
import type { TensorValue } from '../contract/tensor';
import type { ToleranceOptions } from '../contract/tolerance';
import { createDifferenceSums, type DifferenceSums } from './difference';
import { createFinitePairs, type FinitePairs } from './finite-pairs';
import { numericArray } from './number-array';
import type { LayerPair } from './pair-layers';
import { jsonNumber, sqnrOf } from './statistics';
import { isFloat, coarserDtype, toleranceOf } from './tolerance';

export interface LayerFoldOptions {
  readonly tolerance: ToleranceOptions;
  /** Brings a value to a dtype's precision. */
  readonly round: (value: number, dtype: Dtype) => number;
}

/** Folds both models' values of some layers, run after run. */
export interface LayerFold {
  /** By the names of the tensors; one of them may be missing. */
  add(baseline: ReadonlyMap<string, TensorValue>, candidate: ReadonlyMap<string, TensorValue>): void;
  /** In the order of the pairs; those that were never on both sides are left out. */
  result(): readonly LayerComparison[];
}

/** What is known of a pair that has been run. */
interface Folded {
  readonly pair: LayerPair;
  readonly dtypes: readonly [Dtype, Dtype];
  readonly changed: Set<'dtype' | 'shape'>;
  readonly tolerance: LayerComparison['tolerance'];
  /** Undefined for text. */
  readonly sums: DifferenceSums | undefined;
  /** Elements of text, and of values that have no partner of their size. */
  elements: number;
  differing: number;
}

export function createLayerFold(pairs: readonly LayerPair[], options: LayerFoldOptions): LayerFold {
  const folded = new Map<LayerPair, Folded>();
  const finite = createFinitePairs();
  return {
    add: (baseline, candidate) => {
      for (const pair of pairs) {
        const [one, other] = [baseline.get(pair.baseline.name), candidate.get(pair.candidate.name)];
        if (!one || !other) continue;
        const known = folded.get(pair) ?? begin(pair, [one.dtype, other.dtype], options, finite);
        folded.set(pair, known);
        fold(known, one, other);
      }
    },
    result: () => pairs.flatMap((pair) => comparisonOf(folded.get(pair))),
  };
}

function begin(
  pair: LayerPair,
  dtypes: readonly [Dtype, Dtype],
  { tolerance: { rule = 'sum', ...options }, round }: LayerFoldOptions,
  finite: FinitePairs,
): Folded {
  const coarser = coarserDtype(...dtypes);
  const tolerance = toleranceOf(pair.baseline.name, dtypes, options);
  const numbers = dtypes.every((dtype) => dtype !== 'string');
  const difference = { tolerance, rule, floats: isFloat(coarser), round: (value: number) => round(value, coarser) };
  return {
    pair,
    dtypes,
    changed: new Set(dtypes[0] === dtypes[1] ? [] : ['dtype']),
    tolerance,
    sums: numbers ? createDifferenceSums(difference, finite) : undefined,
    elements: 0,
    differing: 0,
  };
}

function fold(folded: Folded, one: TensorValue, other: TensorValue): void {
  if (one.dims.join() !== other.dims.join()) folded.changed.add('shape');
  const { length } = one.data;
  if (length !== other.data.length) {
    folded.elements += length;
    folded.differing += Math.max(1, length);
    return;
  }
  const [baseline, candidate] = [numericArray(one.dtype, one.data), numericArray(other.dtype, other.data)];
  if (folded.sums && baseline && candidate) {
    folded.sums.add({ baseline, candidate }, { start: 0, count: 1 }, { out: new Uint8Array(1) });
    return;
  }
  folded.elements += length;
  for (const [at, value] of one.data.entries()) if (String(value) !== String(other.data[at])) folded.differing++;
}

function comparisonOf(folded: Folded | undefined): readonly LayerComparison[] {
  if (!folded) return [];
  const { pair, changed, tolerance, sums } = folded;
  const { baseline, candidate, pairedBy } = pair;
  const elements = folded.elements + (sums?.totals.elements ?? 0);
  const outOfTolerance = folded.differing + (sums?.totals.outOfTolerance ?? 0);
  const moved = sums?.totals.changed === true || changed.size > 0;
  return [
    {
      baseline: baseline.name,
      candidate: candidate.name,
      operator: baseline.operator,
      ...(candidate.operator === baseline.operator ? {} : { candidateOperator: candidate.operator }),
      pairedBy,
      status: statusOf(elements, outOfTolerance, moved),
      changed: [...changed],
      elements,
      outOfTolerance,
      ...measures(sums),
      tolerance,
    },
  ];
}

function statusOf(elements: number, outOfTolerance: number, moved: boolean): LayerComparison['status'] {
  if (outOfTolerance > 0) return 'different';
  if (elements === 0) return 'empty';
  return moved ? 'within' : 'same';
}

function measures(sums: DifferenceSums | undefined): Pick<LayerComparison, 'maxAbs' | 'meanAbs' | 'sqnr'> {
  if (!sums || sums.totals.compared === 0) return { maxAbs: null, meanAbs: null, sqnr: null };
  const { maxAbs, sumAbs, compared } = sums.totals;
  return {
    maxAbs: jsonNumber(maxAbs.exact ?? maxAbs.value),
    meanAbs: jsonNumber(sumAbs / compared),
    sqnr: jsonNumber(sqnrOf(sums.totals)),
  };
}
