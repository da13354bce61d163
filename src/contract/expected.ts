import type { BindingSource } from './binding';
import type { Dtype } from './dtype';
import type { Issue } from './issue';

/** A column that a table needs to feed an input. */
export interface ExpectedColumn {
  readonly name: string;
  readonly dtype: Dtype;
  /** Shape of one cell: [] for one value; null for a size that the data decides. */
  readonly cellShape: readonly (number | null)[];
  /** What the cells may hold, in code order. */
  readonly categories?: readonly string[];
  /** The input takes one value for the run, so every row has to have the same. */
  readonly same?: true;
}

/**
 * What an input wants before there is any data. `source` says who names the columns: `name` is the input's own name, and
 * the one column of that name then holds whole rows; `constant`: the settings give its value; `value`: it takes one
 * tensor for the run, which no column can hold.
 */
export interface ExpectedInput {
  readonly input: string;
  readonly dtype: Dtype;
  readonly source:
    Extract<BindingSource, 'sidecar' | 'metadata' | 'model.txt' | 'mlflow' | 'name' | 'constant'> | 'value';
  /** In the order of the input; empty for `constant` and `value`. */
  readonly columns: readonly ExpectedColumn[];
}

/** A field of a form for one row. */
export interface RowField {
  readonly input: string;
  /** The column that it fills; the input's name where `kind` is `value`. */
  readonly column: string;
  readonly dtype: Dtype;
  /** `list`: JSON in the shape of a cell. `value`: JSON, or a number, for the whole run. */
  readonly kind: 'number' | 'text' | 'boolean' | 'choice' | 'list' | 'value';
  /** With `choice`. */
  readonly choices?: readonly string[];
  /** What stands in it at first. Empty for a list that would be too long to be made up. */
  readonly value: string;
}

/** What a model wants to be fed, and a row to start from. */
export interface ModelExpectation {
  readonly inputs: readonly ExpectedInput[];
  /** Names of dimensions of a row that the data decides, and the sizes that the settings give them. */
  readonly dims: readonly { readonly name: string; readonly size?: number }[];
  /** The settings file. */
  readonly settings?: string;
  readonly row: {
    readonly fields: readonly RowField[];
    /** The file whose first row stands in the fields; absent for values that are made up. */
    readonly sample?: string;
  };
  readonly issues: readonly Issue[];
}

/** Asks for a file of made-up rows that feeds a model as it is. */
export interface TemplateRequest {
  readonly model: string;
  readonly folder: string;
  readonly format: 'csv' | 'json';
  readonly rows: number;
}

export interface Template {
  readonly text: string;
  /** Inputs that no column can feed. */
  readonly issues: readonly Issue[];
}
