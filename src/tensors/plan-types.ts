import type { Beside } from '../contract/beside';
import type { Issue } from '../contract/issue';
import type { Binding, BindingSource } from '../contract/binding';
import type { BindingOptions } from '../contract/binding-options';
import type { Proposal } from '../contract/predict';
import type { Sidecar } from '../contract/sidecar';
import type { Batch, TableHead } from '../data/table';
import type { ModelAnalysis } from '../onnx/analysis';
import type { BindingPlan } from './binding-plan';
import type { ColumnFacts } from './column-facts';

/** Class names in index order, and where they come from. */
export interface ClassNames {
  readonly names: readonly string[];
  readonly source: string;
}

export interface PlanInput {
  readonly analysis: ModelAnalysis;
  readonly head: TableHead;
  /** The first rows, up to 10,000: what is decided here holds for the whole file. */
  readonly sample: readonly Batch[];
  readonly sidecar?: Sidecar;
  readonly beside: Beside;
  readonly options: BindingOptions;
  /** The file, as messages name it. */
  readonly dataName: string;
  readonly classNames?: ClassNames;
  /** What was read of the sample's columns, by their place: shared by plans of the same sample. */
  readonly known?: Map<number, ColumnFacts>;
}

export type PlanResult =
  | {
      readonly kind: 'ready';
      readonly plan: BindingPlan;
      readonly bindings: readonly Binding[];
      /** Warnings and infos: what was unused, guessed or taken by position. */
      readonly issues: readonly Issue[];
      /** What `--map auto` accepted. */
      readonly proposal?: Proposal;
      /** Columns of the file that hold the truth: named by the user or the sidecar, or found. */
      readonly truthColumns?: readonly string[];
    }
  /** Nothing can run before somebody answers. `issues` holds at least one error. */
  | {
      readonly kind: 'stopped';
      readonly proposal?: Proposal;
      readonly issues: readonly Issue[];
      /** Inputs that have found what feeds them. */
      readonly bindings: readonly Binding[];
      /** What the rules would feed an input, too little or too much as it is. */
      readonly guess?: { readonly input: string; readonly columns: readonly string[] };
    };

/** Columns chosen for an input. */
export interface Chosen {
  readonly source: BindingSource;
  /** Places in the table's head. */
  readonly columns: readonly number[];
  /** The model's own names of these columns, where a source other than the file's header has them. */
  readonly features?: readonly string[];
}
