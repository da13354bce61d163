import type { Issue } from './issue';
import type { JsonNumber } from './json-number';
import type { LabelComparison } from './label-comparison';
import type { Layers } from './layer-comparison';
import type { OutputComparison } from './output-comparison';
import type { Proposal } from './predict';
import type { RegressionMetrics, Timing } from './run';
import type { SideHead } from './side';
import type { Speeds } from './speed';
import type { Structure } from './structure';

/** `same`: every bit equal; `within`: inside tolerance; `incomparable`: a side cannot run, or nothing binds. */
export type Verdict = 'same' | 'within' | 'different' | 'incomparable';

export interface RegressionComparison {
  readonly baseline: RegressionMetrics;
  readonly candidate: RegressionMetrics;
  /** Candidate minus baseline. */
  readonly delta: { readonly mae: number; readonly rmse: number; readonly r2: number };
}

/** Rows that share a value or a bin of one column, where the candidate does worse. */
export interface SliceComparison {
  readonly column: string;
  /** `from` <= value < `to`, <= for the last bin. */
  readonly segment:
    | { readonly kind: 'value'; readonly value: string }
    | { readonly kind: 'range'; readonly from: number; readonly to: number; readonly closed: boolean }
    | { readonly kind: 'missing' };
  readonly rows: number;
  /** `accuracy`, or `mae` for a regressor. */
  readonly metric: 'accuracy' | 'mae';
  readonly baseline: number;
  readonly candidate: number;
  /** Candidate minus baseline. */
  readonly delta: number;
  readonly p: number;
  /** After Holm's correction for all segments that were looked at. */
  readonly adjustedP: number;
}

/**
 * A number that rounding to float32 makes equal to the threshold of a tree: in float64 the row may go the other way there,
 * so that predictions made elsewhere differ although the export is right.
 */
export interface Crossing {
  readonly row: number;
  /** Of the data's file, from 1, where it has lines. */
  readonly line?: number;
  /** Of the data. */
  readonly column: string;
  /** As the model numbers its trees. */
  readonly tree: number;
  /** Of the ONNX tree, a float32. */
  readonly threshold: JsonNumber;
  /** As the data has it. */
  readonly value: JsonNumber;
}

/** `Comparison.crossings` has no more than this. */
export const MOST_CROSSINGS = 10_000;

export interface GateResult {
  /** As typed. */
  readonly gate: string;
  readonly passed: boolean;
  /** What was measured; null where there is nothing to measure. */
  readonly value: JsonNumber | null;
  /** Why it could not be measured. */
  readonly why?: string;
}

/** The object that `compare --json` prints is this, with `schema: 1` in front. */
export interface Comparison {
  /** Null without a log. */
  readonly run: string | null;
  readonly verdict: Verdict;
  /** The verdict in plain words. */
  readonly summary: string;
  /** More plain sentences: what changed, and what it may come from. */
  readonly notes: readonly string[];
  readonly baseline: SideHead;
  readonly candidate: SideHead;
  readonly data: string | null;
  readonly rows: number;
  readonly structure: Structure;
  readonly outputs: readonly OutputComparison[];
  readonly onlyInBaseline: readonly string[];
  readonly onlyInCandidate: readonly string[];
  readonly labels?: LabelComparison;
  readonly regression?: RegressionComparison;
  readonly slices?: readonly SliceComparison[];
  /** Of rows that differ, in file order; there where predictions made elsewhere are compared with a model that has trees. */
  readonly crossings?: readonly Crossing[];
  /** Where it was asked for. */
  readonly layers?: Layers;
  readonly gates: readonly GateResult[];
  /** What would be accepted of the columns, where the plan stopped. */
  readonly proposal?: Proposal;
  readonly issues: readonly Issue[];
  readonly timing: CompareTiming;
}

/** Milliseconds. */
export interface CompareTiming extends Timing {
  /** Of the sides that are models. */
  readonly speed?: Speeds;
}
