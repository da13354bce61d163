import type { CompareRequest } from '../../contract/compare';
import type { ComparedColumn } from '../../contract/compare-rows';
import type { FailingRow } from '../../contract/golden';
import type { SideName } from '../../contract/side';
import type { Structure } from '../../contract/structure';
import type { ToleranceOptions } from '../../contract/tolerance';
import type { Issue } from '../../contract/issue';
import type { ClassLabel } from '../../contract/model';
import type { Metrics } from '../../contract/run';
import type { FoundCrossings } from '../comparison/crossings';
import type { RowMarksColumn } from './rows-protocol';
import type { ComparisonAgain, ComparisonResult } from '../../compare/comparison';
import type { RunSides } from '../comparison/logged-run';

/** A comparison whose data is open. */
export interface OpenedComparison {
  /** Sides that have to be loaded and run. */
  readonly models: readonly SideName[];
  readonly data: { readonly name: string; readonly path: string };
  /** As the signatures say, if the files are not the same. */
  readonly structure: Structure;
  /** Whether weights lie outside the model files, so that equal files are not yet equal models. */
  readonly externalData: boolean;
  /** Classes of sides that are no models. */
  readonly classes: Readonly<Partial<Record<SideName, readonly ClassLabel[]>>>;
  readonly issues: readonly Issue[];
  /** What numbers are held to. */
  readonly tolerance: ToleranceOptions;
}

export interface FinishedComparison {
  readonly result: ComparisonResult;
  /** Metrics of sides that are no models. */
  readonly metrics: Readonly<Partial<Record<SideName, Metrics>>>;
  /** Rows of one side without a partner on the other. */
  readonly rowsAlone: number;
  readonly issues: readonly Issue[];
  /** The first rows out of tolerance, where they were asked for. */
  readonly failing: readonly FailingRow[];
  /** Where they were looked for. */
  readonly crossings?: FoundCrossings;
  /** Milliseconds spent comparing. */
  readonly compare: number;
  /** Of the rows that were kept for pages. */
  readonly columns: readonly ComparedColumn[];
}

/** What depends on tolerance, under another one. */
export interface JudgedAgain extends Omit<ComparisonAgain, 'marksOf'> {
  /** Absent too where other rows than before are out of tolerance: those were not looked at. */
  readonly crossed?: FoundCrossings;
  /** Which rows are out of it, for the columns of `ComparedRows` that say so; none where no rows were kept. */
  readonly marks: readonly RowMarksColumn[];
}

/** What the thread that reads data answers about comparisons. Model sides are predictions that join one. */
export interface ComparisonProtocol {
  openComparison(request: {
    readonly id: string;
    readonly request: CompareRequest;
    readonly runs: RunSides;
  }): OpenedComparison;
  /** The prediction `job`, prepared next, is this side. */
  joinComparison(request: { readonly id: string; readonly side: SideName; readonly job: string }): void;
  /** Compares all rows of two sides that are no models. */
  compareExternals(id: string): void;
  /** Lets nobody wait for rows any longer. */
  stopComparison(id: string): void;
  /** Closes the data; the numbers stay for `compareAgain`. */
  finishComparison(id: string): FinishedComparison;
  /** Undefined where the numbers are gone. */
  compareAgain(request: { readonly id: string; readonly tolerance: ToleranceOptions }): JudgedAgain | undefined;
  forgetComparison(id: string): void;
}
