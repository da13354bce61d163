import type { ModelExpectation } from './expected';
import type { Issue } from './issue';
import type { ModelSummary } from './model';
import type { RunStatus, Timing } from './run';

/** The model that an inspector shows. */
export interface InspectedFile {
  readonly name: string;
  /** Absolute; of a version the path of the file that it is a version of. */
  readonly path: string;
  /** Set for what is no file on disk, such as a version in Git: how it is called, and whose settings it is read with. */
  readonly version?: { readonly title: string; readonly settings: 'own' | 'current' | 'none' };
}

/** A run of the model, in words. */
export interface RecentRun {
  readonly id: string;
  readonly status: RunStatus;
  readonly title: string;
  readonly detail: string;
  readonly when: string;
  /** When it was in full. */
  readonly time: string;
}

export type InspectorContent =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly file: InspectedFile }
  | { readonly kind: 'unreadable'; readonly file: InspectedFile; readonly issues: readonly Issue[] }
  | {
      readonly kind: 'model';
      readonly file: InspectedFile;
      readonly summary: ModelSummary;
      /** Absent until it is known. */
      readonly expectation?: ModelExpectation;
      /** The latest first; absent until they are known, and for a version. */
      readonly runs?: readonly RecentRun[];
    };

export interface InspectorState {
  /** The narrow view beside the editors, or an editor of its own. */
  readonly place: 'view' | 'editor';
  /** Whether models may run in this window. */
  readonly trusted: boolean;
  readonly content: InspectorContent;
}

/** What somebody typed into a field of the form. */
export interface FilledField {
  readonly column: string;
  readonly kind: ModelExpectation['row']['fields'][number]['kind'];
  readonly text: string;
}

/** What one row gave. Numbers and values are texts, as they are shown. */
export type QuickRunAnswer =
  | {
      readonly kind: 'done';
      /** The run in the log, and whether it is the first there; absent without a log. */
      readonly logged?: { readonly run: string; readonly log: string; readonly first: boolean };
      readonly label?: string;
      readonly score?: number | string;
      /** In the order of the classes. */
      readonly probabilities: readonly { readonly class: string; readonly probability: number | string }[];
      /** Every output, as JSON where it is no single value. */
      readonly outputs: readonly { readonly name: string; readonly value: string }[];
      readonly issues: readonly Issue[];
      readonly timing: Timing;
    }
  /** Nothing was predicted, and why. */
  | { readonly kind: 'failed'; readonly issues: readonly Issue[] }
  | { readonly kind: 'cancelled' };

/** What the extension answers an inspector page. */
export interface InspectorHostProtocol {
  /** Cancelling the call cancels the run. */
  quickRun(request: { readonly fields: readonly FilledField[] }): QuickRunAnswer;
  /** Asks for data, then runs. */
  runPrediction(request: Record<string, never>): void;
  /** Runs data that was dropped, or shows a model that was: addresses as they were dropped. */
  drop(request: { readonly uris: readonly string[] }): void;
  createTemplate(request: { readonly format: 'csv' | 'json' }): void;
  openRun(request: { readonly run: string }): void;
  showAllRuns(request: Record<string, never>): void;
  openModel(request: Record<string, never>): void;
  openSettings(request: Record<string, never>): void;
  /** Saves the size of a symbolic dimension beside the model. */
  rememberSize(request: { readonly dim: string; readonly size: number }): void;
  copy(request: { readonly text: string }): void;
  manageTrust(request: Record<string, never>): void;
}
