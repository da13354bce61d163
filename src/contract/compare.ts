import type { Binding } from './binding';
import type { Dtype } from './dtype';
import type { Issue } from './issue';
import type { ClassLabel } from './model';
import type { BindingOptions, DataOptions } from './binding-options';
import type { DataReference, LogTarget, ModelOrigin, Proposal } from './predict';
import type { Metrics, Timing } from './run';

/** Which side of a comparison: the baseline is what is known to be good, the candidate what is judged by it. */
export type SideName = 'baseline' | 'candidate';

/** Where one side's predictions come from. */
export type Side =
  /** A model file, as the user gave it. `label` stands for it in reports, where the path is a copy. */
  | {
      readonly kind: 'model';
      readonly path: string;
      readonly label?: string;
      readonly sidecar?: string;
      readonly origin?: ModelOrigin;
    }
  /** Predictions made elsewhere: columns of the data file, or another table. */
  | { readonly kind: 'predictions'; readonly file?: string; readonly columns?: PredictedColumns }
  /** A run of the log: its predictions as they were logged. */
  | { readonly kind: 'run'; readonly run: string };

/** `--predicted LABEL[,PREFIX*]`: the column of labels or values, and what the columns of probabilities begin with. */
export interface PredictedColumns {
  readonly label: string;
  readonly prefix?: string;
}

/** |candidate - baseline| <= atol + rtol * |baseline|. */
export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

/** What the user says of tolerance; what is absent comes from the settings, else from the dtype. */
export interface ToleranceOptions {
  readonly rtol?: number;
  readonly atol?: number;
  /** By the baseline's name of an output. */
  readonly outputs?: Readonly<Record<string, Partial<Tolerance>>>;
  /** `either` (NumPy's sum of both, the default), or `both`: fails only where atol and rtol are both exceeded. */
  readonly rule?: 'sum' | 'both';
}

export interface CompareRequest {
  readonly baseline: Side;
  readonly candidate: Side;
  /** Absent where both sides bring their rows. */
  readonly data?: DataReference;
  readonly folder: string;
  /** For both models; `columns` of one side hold for that side instead. */
  readonly binding: BindingOptions;
  readonly columns?: Readonly<Partial<Record<SideName, Readonly<Record<string, readonly string[]>>>>>;
  readonly reading: DataOptions;
  /** The column that joins rows of several files. */
  readonly on?: string;
  /** The baseline's output name -> the candidate's. */
  readonly pairs: Readonly<Record<string, string>>;
  readonly tolerance: ToleranceOptions;
  /** As typed: `accuracy >= .9`. */
  readonly gates: readonly string[];
  /** Share of rows, 0 to 1. */
  readonly maxFlips?: number;
  readonly slices: boolean;
  /** Rows in one run of the models. */
  readonly batch?: number;
  readonly log: LogTarget;
  /** Whether `compareRows` and `compareAgain` will be asked for. */
  readonly pages: boolean;
  readonly limits?: { readonly load?: number; readonly run?: number };
}

/** `same`: every bit equal; `within`: inside tolerance; `incomparable`: a side cannot run, or nothing binds. */
export type Verdict = 'same' | 'within' | 'different' | 'incomparable';

/** A number as JSON holds it: "NaN", "Infinity", "-Infinity", and integers beyond 2^53 as text. */
export type JsonNumber = number | string;

/** The largest difference and where it occurs; `index` is the place in the row's value, [] for a scalar. */
export interface Extreme {
  readonly value: JsonNumber;
  readonly row: number;
  readonly index: readonly number[];
}

/** One paired output. Statistics are over elements that are finite on both sides; null where there are none. */
export interface OutputComparison {
  /** Names on either side. */
  readonly baseline: string;
  readonly candidate: string;
  readonly status: 'same' | 'within' | 'different' | 'empty';
  /** What else than values is not as it was. */
  readonly changed: readonly ('name' | 'dtype' | 'shape')[];
  readonly dtype: { readonly baseline: Dtype; readonly candidate: Dtype };
  /** Of one row, as each side answers; null for the first axis's rows that have shapes of their own. */
  readonly shape: { readonly baseline: readonly number[] | null; readonly candidate: readonly number[] | null };
  readonly elements: number;
  readonly compared: number;
  /** For labels, text, bools and integers: elements that are not equal. */
  readonly differing?: number;
  readonly bothNaN: number;
  readonly sameInf: number;
  readonly nonFiniteInOneOnly: number;
  readonly maxAbs: Extreme | null;
  readonly maxRel: Extreme | null;
  readonly meanAbs: JsonNumber | null;
  readonly rmse: JsonNumber | null;
  readonly medianAbs: JsonNumber | null;
  readonly p90Abs: JsonNumber | null;
  readonly p95Abs: JsonNumber | null;
  readonly p99Abs: JsonNumber | null;
  readonly medianRel: JsonNumber | null;
  readonly p90Rel: JsonNumber | null;
  readonly p95Rel: JsonNumber | null;
  readonly p99Rel: JsonNumber | null;
  readonly l2: JsonNumber | null;
  readonly cosine: JsonNumber | null;
  /** Decibels; "Infinity" where both are equal. */
  readonly sqnr: JsonNumber | null;
  readonly psnr: JsonNumber | null;
  readonly outOfTolerance: number;
  readonly rowsOutOfTolerance: number;
  readonly tolerance: Tolerance;
  /** Ten bins over the range of both; absent without finite elements. */
  readonly histogram?: {
    readonly edges: readonly number[];
    readonly baseline: readonly number[];
    readonly candidate: readonly number[];
  };
  /** Columns of predictions made elsewhere that this output is compared with. */
  readonly columns?: readonly string[];
}

/** McNemar's test of two classifiers on the same rows. `exactP` is the two-sided binomial one. */
export interface McNemar {
  readonly statistic: number;
  readonly p: number;
  readonly exactP: number;
}

export interface LabelTruth {
  readonly baseline: ClassificationMetrics;
  readonly candidate: ClassificationMetrics;
  readonly bothRight: number;
  readonly oldRightNewWrong: number;
  readonly oldWrongNewRight: number;
  readonly bothWrong: number;
  readonly negativeFlipRate: number;
  readonly mcnemar: McNemar;
}

export type ClassificationMetrics = Extract<Metrics, { readonly accuracy: number }>;
export type RegressionMetrics = Extract<Metrics, { readonly mae: number }>;

export interface LabelComparison {
  readonly flips: number;
  readonly flipRate: number;
  /** In file order, at most `MOST_FLIPPED_ROWS`. */
  readonly flippedRows: readonly number[];
  readonly classes: readonly ClassLabel[];
  /** `matrix[from][to]`, in the order of `classes`. */
  readonly matrix: readonly (readonly number[])[];
  /** Rows whose order of probabilities changed although all of them are inside tolerance. */
  readonly rankChanges?: { readonly rows: number; readonly firstRow: number | null };
  /** The smallest distance between the two largest probabilities, and its row. */
  readonly smallestMargin?: Readonly<Partial<Record<SideName, { readonly row: number; readonly value: number }>>>;
  readonly truth?: LabelTruth;
}

/** `flippedRows` has no more than this. */
export const MOST_FLIPPED_ROWS = 100_000;

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

export interface GateResult {
  /** As typed. */
  readonly gate: string;
  readonly passed: boolean;
  /** What was measured; null where there is nothing to measure. */
  readonly value: JsonNumber | null;
  /** Why it could not be measured. */
  readonly why?: string;
}

/** One side as reports name it. */
export interface SideHead {
  readonly kind: Side['kind'];
  /** As the user gave it. */
  readonly name: string;
  readonly path?: string;
  /** Full hash, of a version in Git. */
  readonly commit?: string;
  readonly sha256?: string;
  readonly binding?: readonly Binding[];
  readonly classes?: readonly ClassLabel[];
}

/** How input or output signatures differ. */
export interface SignatureChange {
  readonly of: 'input' | 'output';
  readonly change: 'added' | 'removed' | 'renamed' | 'type' | 'shape';
  readonly baseline: string | null;
  readonly candidate: string | null;
}

/** What differs between the two files, without running them; `not-applicable` where a side is no model. */
export type Structure =
  | { readonly status: 'not-applicable' }
  | { readonly status: 'identical' }
  | {
      readonly status: 'different';
      readonly signature: readonly SignatureChange[];
      readonly model: readonly ModelChange[];
      readonly nodes: NodeChanges;
      readonly weights: WeightChanges;
    };

/** What a model says of itself, before and after; null where one says nothing. */
export interface ModelChange {
  readonly of: 'producer' | 'irVersion' | 'opset' | 'metadata' | 'classes' | 'functions' | 'sparseWeights';
  /** The domain of an opset, the key of a metadata entry. */
  readonly key?: string;
  readonly baseline: string | null;
  readonly candidate: string | null;
}

/** Nodes of the main graph; what lies in branches and loop bodies is an attribute of their node. */
export interface NodeChanges {
  /** How many each has. */
  readonly baseline: number;
  readonly candidate: number;
  readonly changed: number;
  readonly removed: number;
  readonly added: number;
  /** Operators that one has more often than the other, the largest difference first. */
  readonly operators: readonly { readonly operator: string; readonly baseline: number; readonly candidate: number }[];
  /** In graph order, at most 200. */
  readonly list: readonly NodeChange[];
}

export interface NodeChange {
  readonly change: 'changed' | 'removed' | 'added';
  /** The node's name, else its first output; null where it is not there. */
  readonly baseline: string | null;
  readonly candidate: string | null;
  readonly operator: string;
  readonly differs: readonly ('name' | 'operator' | 'inputs' | 'attributes')[];
  /** Values in short; null where an attribute is not there. */
  readonly attributes: readonly {
    readonly name: string;
    readonly baseline: string | null;
    readonly candidate: string | null;
  }[];
}

/** Initializers, by their names. */
export interface WeightChanges {
  /** How many each has. */
  readonly baseline: number;
  readonly candidate: number;
  readonly changed: number;
  readonly renamed: number;
  readonly removed: number;
  readonly added: number;
  /** At most 200; the changed ones first, by their relative norm. */
  readonly list: readonly WeightChange[];
}

export interface WeightChange {
  readonly change: 'changed' | 'renamed' | 'removed' | 'added';
  readonly baseline: string | null;
  readonly candidate: string | null;
  readonly dtype: { readonly baseline: string | null; readonly candidate: string | null };
  readonly shape: { readonly baseline: readonly number[] | null; readonly candidate: readonly number[] | null };
  /** Null where shapes or dtypes differ, or values are no plain numbers. */
  readonly maxAbs: JsonNumber | null;
  readonly meanAbs: JsonNumber | null;
  /** Of the difference, over that of the baseline. */
  readonly relativeNorm: JsonNumber | null;
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
  readonly gates: readonly GateResult[];
  /** What would be accepted of the columns, where the plan stopped. */
  readonly proposal?: Proposal;
  readonly issues: readonly Issue[];
  readonly timing: CompareTiming;
}

/** Milliseconds. `latency` is that of one run of a model on one batch. */
export interface CompareTiming extends Timing {
  readonly speed?: Readonly<Partial<Record<SideName, Speed>>>;
}

export interface Speed {
  readonly infer: number;
  readonly rowsPerSecond: number;
}

/** How a comparison ended. */
export type CompareOutcome =
  /** It ran, or a side could not (verdict `incomparable`). */
  | {
      readonly status: 'ok';
      readonly comparison: Comparison;
      /** For `compareAgain`; absent where nothing ran. */
      readonly result?: string;
      /** For `rows`: the rows and answers of the model that was logged, the candidate where it is a model. */
      readonly rows?: string;
      /** Path of the log that holds them. */
      readonly log?: string;
      readonly firstRun: boolean;
    }
  /** `stopped`: the columns need an answer first. */
  | { readonly status: 'stopped' | 'cancelled'; readonly comparison: Comparison };

/** The same comparison held to another tolerance, without running anything. */
export interface CompareAgainRequest {
  /** `CompareOutcome.result`. */
  readonly result: string;
  readonly comparison: Comparison;
  readonly tolerance: ToleranceOptions;
  readonly gates: readonly string[];
  readonly maxFlips?: number;
}

/** Markdown; one HTML file that needs nothing else; JUnit XML. */
export type CompareReportFormat = 'md' | 'html' | 'junit';
