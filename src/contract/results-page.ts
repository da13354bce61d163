import type { RowsOrigin, RowsPage } from './rows';
import type { OnChange, RunningView, RunPageHostProtocol, RunPair } from './run-page';
import type { SelectedRows } from './selected-rows';
import type { Issue } from './issue';
import type { Mapping, MappingChoice } from './mapping';
import type { ClassLabel } from './model';
import type { Failure } from './page';
import type { Binding } from './binding';
import type { DataOptions } from './binding-options';
import type { Proposal } from './predict';
import type { Metrics, RunSettings, Timing } from './run';

/** What a results page is about. Paths are absolute. */
export interface Subject {
  readonly model: string;
  readonly data: string;
  /** The workspace folder of the model, else the folder the model lies in. */
  readonly folder: string;
  /** Set where only some rows of the data run, as they stand in an editor. */
  readonly selection?: SelectedRows;
}

/** A run that has ended, live or as the log tells it. */
export interface FinishedRun {
  readonly kind: 'finished';
  readonly status: 'ok' | 'failed' | 'cancelled' | 'interrupted';
  /** Null without a log. */
  readonly run: string | null;
  /** The log's file. */
  readonly log?: string;
  /** True for the first run of a log: where it was logged and how to turn inputs off is then said. */
  readonly firstRun: boolean;
  /** Absent where there are no rows to show. */
  readonly origin?: RowsOrigin;
  readonly rows: number;
  /** The first rows, so that a page is painted with them. */
  readonly first?: RowsPage;
  readonly skipped: number;
  readonly metrics?: Metrics;
  /** Output name -> value of an output without a row axis; its type and shape where a log's value is too large. */
  readonly whole?: Readonly<Record<string, unknown>>;
  readonly binding: readonly Binding[];
  readonly classes?: readonly ClassLabel[];
  /** What was accepted of the columns. */
  readonly proposal?: Proposal;
  readonly issues: readonly Issue[];
  readonly timing?: Timing;
  /** ISO 8601, for a run that was read from the log. */
  readonly start?: string;
}

/** What the page shows: one of these at a time. */
export type ResultsView =
  | (RunningView & {
      /** Set for a run of another process: it is shown as far as it is logged, and cannot be cancelled here. */
      readonly elsewhere?: true;
      /** Set once rows can be asked for. */
      readonly origin?: RowsOrigin;
      readonly classes?: readonly ClassLabel[];
    })
  /** The plan needs an answer before anything runs. */
  | { readonly kind: 'stopped'; readonly proposal?: Proposal; readonly issues: readonly Issue[] }
  | FinishedRun
  /** There is nothing to show: model or data could not be read, it was cancelled first, the engine died, nothing was logged, or the log has lost it. */
  | (Omit<Failure, 'cause'> & { readonly kind: 'broken'; readonly cause: Failure['cause'] | 'unlogged' | 'lost' });

export interface ResultsPageState {
  readonly subject: Subject;
  readonly view: ResultsView;
  /** The mapping step is shown in place of a result. A plan that stopped shows it anyway. */
  readonly changingColumns: boolean;
  readonly onChange: OnChange;
  /** What the page keeps so that the editor finds the run again after a reload. */
  readonly bookmark: ResultsBookmark;
}

/** All that a page remembers of itself; the rest is read from the log. */
export interface ResultsBookmark {
  readonly version: 1;
  readonly subject: Subject;
  readonly run?: string;
  readonly log?: string;
}

/**
 * What a person chose for a run. All but `saveSidecar` holds for the page's later runs too; `map` and `mapping` take each
 * other's place.
 */
export interface RunChoice {
  readonly map?: 'auto';
  readonly mapping?: MappingChoice;
  readonly onError?: 'skip';
  /** How the run that is repeated was asked for; the choices above come before it. */
  readonly settings?: RunSettings;
  readonly saveSidecar?: boolean;
}

/** Inputs that the settings have still to tell something of: their columns, or their one value. */
export interface SettingsWanted {
  readonly columns: readonly string[];
  readonly values: readonly string[];
}

/** What the extension answers a results page. */
export interface ResultsHostProtocol extends RunPageHostProtocol {
  run(choice: RunChoice): void;
  /** With the choices made before. */
  runAgain(request: Record<string, never>): void;
  copyAsPython(request: Record<string, never>): void;
  /** What the mapping step shows: under what was chosen last, or, with `reading`, afresh with the file read so. */
  mapping(request: { readonly reading?: DataOptions }): Mapping;
  /** What the plan says of a choice, which is kept until the next run. */
  checkMapping(choice: MappingChoice): readonly Issue[];
  /** Opens the comparison of the run before a change of files with the run after it. */
  compareRuns(runs: RunPair): void;
  /** Opens the mapping step, or goes back to the result. */
  changeColumns(request: { readonly open: boolean }): void;
  /** Makes a template input for the model. */
  createTemplate(request: Record<string, never>): void;
  /** Opens the settings file beside the model, or a template of one for these inputs. */
  openSettings(request: SettingsWanted): void;
  /** Keeps the inputs of later runs out of the log, by the settings of the model. */
  turnInputsOff(request: Record<string, never>): void;
  showPredictions(request: Record<string, never>): void;
}
