import type { CompareRequest } from './compare';
import type { ComparedRows } from './compare-rows';
import type { Comparison, SliceComparison } from './comparison';
import type { LabelComparison } from './label-comparison';
import type { Side, SideName } from './side';
import type { Structure } from './structure';
import type { ToleranceOptions } from './tolerance';
import type { Failure } from './page';
import type { OnChange, RunningView, RunPageHostProtocol } from './run-page';
import type { VersionReference, VersionSettings } from './version';

/** One side of a comparison that is shown. Paths of models are absolute. */
export interface SubjectSide {
  readonly side: Side;
  /** What the page calls it: `wine.onnx`, `wine.onnx @ 1a2b3c4`, `predictions in holdout.csv`. */
  readonly name: string;
  /** What it is called where there is room, if that is more. */
  readonly fullName?: string;
  /** Set where the model is a copy of another time: looked up again before each comparison. */
  readonly version?: VersionReference;
  /** Whose settings feed the version; known once it was looked up. */
  readonly settings?: VersionSettings;
}

/** What a person chose for a comparison; what is absent is decided as the command line decides it. */
export type ComparisonOptions = Partial<
  Pick<
    CompareRequest,
    'binding' | 'columns' | 'reading' | 'on' | 'pairs' | 'tolerance' | 'gates' | 'maxFlips' | 'batch'
  >
>;

/** What a compare page is about. It survives a reload of the window, so it holds nothing but plain values. */
export interface ComparisonSubject {
  readonly baseline: SubjectSide;
  readonly candidate: SubjectSide;
  /** Absolute path; absent where both sides bring their rows. */
  readonly data?: string;
  /** Messages name paths relative to it. */
  readonly folder: string;
  readonly options: ComparisonOptions;
  /** The log's file where a side is a run; else each model's own log is meant. */
  readonly log?: string;
}

/** What differs in the two files, which is known before anything runs. */
export type StructureView =
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly structure: Structure }
  | { readonly kind: 'unreadable'; readonly message: string };

/** A comparison without the list of its flipped rows, which may be long and are asked for by a view. */
export interface ShownComparison extends Omit<Comparison, 'labels'> {
  readonly labels?: Omit<LabelComparison, 'flippedRows'>;
}

/** A comparison that ended with a verdict, `incomparable` among them. */
export interface Compared {
  readonly kind: 'compared';
  readonly comparison: ShownComparison;
  /** For other tolerances; absent where nothing ran. */
  readonly result?: string;
  /** The rows with what both sides answered. */
  readonly rows?: ComparedRows;
  /** Path of the log that has the run. */
  readonly log?: string;
  readonly firstRun: boolean;
}

/** What the page shows: one of these at a time. */
export type CompareView =
  | RunningView
  | Compared
  /** The columns need an answer before anything runs. */
  | { readonly kind: 'stopped'; readonly comparison: ShownComparison }
  | (Failure & { readonly kind: 'broken' })
  /** The window was loaded anew: the numbers ended with the engine that held them. */
  | { readonly kind: 'asleep' };

export interface ComparePageState {
  readonly subject: ComparisonSubject;
  readonly view: CompareView;
  /** Absent where a side is no model. */
  readonly structure?: StructureView;
  /** Another tolerance is being applied; the verdict before stays until then. */
  readonly judging: boolean;
  /** Set while the models are compared operator by operator; the comparison has the answer then. */
  readonly layers?: { readonly done: number; readonly total?: number };
  readonly onChange: OnChange;
  readonly bookmark: CompareBookmark;
}

/** What the page keeps so that the editor finds the comparison again after a reload. */
export interface CompareBookmark {
  readonly version: 1;
  readonly subject: ComparisonSubject;
}

/** A slice that must not get worse. */
export type SliceToGate = Pick<SliceComparison, 'column' | 'segment' | 'metric'>;

/** What the extension answers a compare page. */
export interface CompareHostProtocol extends RunPageHostProtocol {
  /** Compares anew, as before but for what is chosen here. */
  compare(choice: ComparisonOptions): void;
  /** Compares what each operator of two models computes. */
  compareLayers(request: Record<string, never>): void;
  /** Holds the numbers to another tolerance, without running anything. */
  judge(tolerance: ToleranceOptions): void;
  /** The baseline becomes the candidate, and the other way round; compares anew. */
  swapSides(request: Record<string, never>): void;
  /** Asks where to and in which form, writes, and says so. */
  exportReport(request: Record<string, never>): void;
  /** Shows the mapping step for a side's model and the data; what is saved there is compared with at once. */
  chooseColumns(request: { readonly side: SideName }): void;
  /** Asks which columns hold the predictions of a side that is no model, and compares anew. */
  choosePredicted(request: { readonly side: SideName }): void;
  /** Makes a gate of a slice in the candidate's settings: it must not get worse than the baseline is. */
  addGate(slice: SliceToGate): void;
  /** Opens a side's model in the Inspector. */
  openSide(request: { readonly side: SideName }): void;
}
