import type { BindingSource } from './binding';
import type { Dtype } from './dtype';
import type { Issue } from './issue';
import type { Dim } from './model';
import type { BindingOptions, DataOptions } from './binding-options';
import type { DroppedAs, Proposal } from './predict';
import type { MissingRule } from './sidecar';

/** What is asked of the engine for the mapping step: a prediction's plan, without the prediction. */
export interface MappingRequest {
  readonly model: string;
  /** A file; relative paths are resolved against `folder`. */
  readonly data: string;
  readonly folder: string;
  readonly binding: BindingOptions;
  readonly reading: DataOptions;
}

/** What the cells of a column look like, by the first rows. */
export type ColumnType =
  /** Whole numbers, all of them. */
  | 'integer'
  | 'number'
  | 'boolean'
  | 'date'
  /** Digits with leading zeros: a code, no amount. */
  | 'code'
  | 'text'
  /** Each cell is a list, or a row of a tensor. */
  | 'list'
  /** No cell holds anything. */
  | 'empty';

/** A column of the data. */
export interface MappingColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Empty cells among the rows that were looked at. */
  readonly missing: number;
  /** Cells that hold something else than a number. */
  readonly notNumbers: number;
  readonly distinct: number;
  /** Different values, in file order; at most three, each shortened. */
  readonly samples: readonly string[];
  /** Values that one cell gives. */
  readonly width: number;
  /** Its category codes are known, so that text feeds numbers. */
  readonly coded: boolean;
  /** What the rules take it for where it feeds nothing, and why. */
  readonly taken?: { readonly as: DroppedAs; readonly why: string };
}

/** Where an input's columns have their names from, or, by the file's order, nowhere. */
export interface ExpectedNames {
  /** In the order of the input. */
  readonly names: readonly string[];
  readonly source: Extract<BindingSource, 'sidecar' | 'metadata' | 'model.txt' | 'mlflow'>;
}

/** An input of the model, and what feeds it as things are. */
export interface MappingInput {
  readonly name: string;
  readonly dtype: Dtype;
  /** Null where the model does not say the rank. */
  readonly shape: readonly Dim[] | null;
  /** `rows`: fed row by row. `whole`, `scalar`: one value for the run. */
  readonly kind: 'rows' | 'whole' | 'scalar';
  /** Shape of one row, without sizes that were given; null where not even the rank is known. */
  readonly rowDims: readonly Dim[] | null;
  readonly expected?: ExpectedNames;
  /** Whether the model takes NaN for a missing cell: for all values of a row, or one by one. */
  readonly takesNaN: boolean | readonly boolean[];
  /** Absent where nothing feeds it yet. */
  readonly source?: BindingSource;
  /** Its columns in order; null where one is still wanted. Empty for a constant. */
  readonly columns: readonly (string | null)[];
  /** Its one value as text, where it is a constant; absent for a tensor that the file holds. */
  readonly value?: string;
}

/** What the model expects, what the file has, and how the one feeds the other. */
export interface Mapping {
  readonly inputs: readonly MappingInput[];
  readonly columns: readonly MappingColumn[];
  /** False where the rows have no names: nothing can then be chosen. */
  readonly named: boolean;
  /** Rows that were looked at, and whether these are all. */
  readonly rows: number;
  readonly all: boolean;
  /** Rows in which types, different values and samples were looked for: fewer in a wide file. */
  readonly sketched: number;
  readonly task: 'classifier' | 'regressor' | 'other';
  readonly truth: readonly string[];
  readonly id?: string;
  /** Rules of the settings and of the request, per column or `*`. */
  readonly missing: Readonly<Record<string, MissingRule>>;
  /** Those among them that were chosen for this page, not saved. */
  readonly missingChosen: Readonly<Record<string, MissingRule>>;
  /** Sizes given to symbolic dimensions. */
  readonly dims: Readonly<Record<string, number>>;
  /** Set where a click accepts what stands here. */
  readonly proposal?: Proposal;
  readonly reading: MappingReading;
  /** What the plan has to say as things are. An error keeps it from running. */
  readonly issues: readonly Issue[];
}

/** How the file was read. */
export interface MappingReading {
  /** What was asked for; all else was told from the file. */
  readonly asked: DataOptions;
  /** A CSV: what separates and marks can be told. */
  readonly text: boolean;
  readonly decimal?: '.' | ',';
  /** Why the reading may be wrong. */
  readonly odd: readonly Issue[];
}

/** What a person chose in the mapping step. */
export interface MappingChoice {
  /** Input name -> its columns in order. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Input name -> its one value as text. */
  readonly set: Readonly<Record<string, string>>;
  readonly dims: Readonly<Record<string, number>>;
  readonly truth: readonly string[];
  /** Null: no column identifies a row. */
  readonly id: string | null;
  /** Rules that were changed, by column. */
  readonly missing: Readonly<Record<string, MissingRule>>;
  readonly reading: DataOptions;
}
