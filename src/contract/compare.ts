import type { ComparedRows } from './compare-rows';
import type { BindingOptions, DataOptions } from './binding-options';
import type { Comparison } from './comparison';
import type { FailingRow } from './golden';
import type { DataReference, LogTarget } from './predict';
import type { Side, SideName } from './side';
import type { ToleranceOptions } from './tolerance';

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
  /** Whether the models are compared layer by layer too. */
  readonly layers?: boolean;
  /** Rows in one run of the models. */
  readonly batch?: number;
  readonly log: LogTarget;
  /** Whether `compareRows` and `compareAgain` will be asked for. */
  readonly pages: boolean;
  /** How many rows out of tolerance the outcome tells; none where it is left out. */
  readonly failing?: number;
  readonly limits?: { readonly load?: number; readonly run?: number };
}

/** How a comparison ended. */
export type CompareOutcome =
  /** It ran, or a side could not (verdict `incomparable`). */
  | {
      readonly status: 'ok';
      readonly comparison: Comparison;
      /** For `compareAgain`; absent where nothing ran. */
      readonly result?: string;
      /** The rows with what both sides answered; absent where no pages were asked for. */
      readonly rows?: ComparedRows;
      /** Path of the log that has the run. */
      readonly log?: string;
      /** The first rows out of tolerance, where they were asked for. */
      readonly failing?: readonly FailingRow[];
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

/** A comparison that was held to another tolerance. */
export interface JudgedComparison {
  readonly comparison: Comparison;
  /** In the place of `ComparedRows.result`: the same rows, of which those out of this tolerance are marked. */
  readonly rows?: string;
}

/** Markdown; one HTML file that needs nothing else; JUnit XML. */
export type CompareReportFormat = 'md' | 'html' | 'junit';

export interface CompareReportRequest {
  readonly comparison: Comparison;
  readonly format: CompareReportFormat;
  /** Whether Markdown has no cell that a spreadsheet would run as a formula. */
  readonly safeCells?: boolean;
}
