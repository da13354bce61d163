import type { Issue } from './issue';

/** A dimension: a size, a symbolic name, or null where the model says nothing. */
export type Dim = number | string | null;

/** `type` is a dtype ("float32") or a compound ("seq(map(int64,float32))", "optional(float32)"); `shape` null = unknown rank. */
export interface ValueInfo {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly Dim[] | null;
}

export interface OpsetImport {
  readonly domain: string;
  readonly version: number;
}

export interface ExternalDataFile {
  /** As the model writes it, relative to the model's folder. */
  readonly location: string;
  /** Bytes the model needs of it. */
  readonly bytes: number;
}

/** A class label as the model stores it. */
export type ClassLabel = string | number;

/** With more classes, counts of each class against each other are left out: there would be millions of them. */
export const MOST_MATRIX_CLASSES = 1_000;

/** How often an operator stands in a model, function bodies counted once. Domain '' is ONNX's own. */
export interface OperatorCount {
  readonly domain: string;
  readonly name: string;
  readonly count: number;
  /** Who has it: the runtime, by its domain; the model, as a function of its own; or nobody here. */
  readonly from: 'runtime' | 'model' | 'unknown';
}

/** The answer of `inspect`: everything that can be said of a model without reading its weights. */
export interface ModelSummary {
  readonly file: string;
  readonly bytes: number;
  readonly irVersion: number;
  readonly producer: string;
  readonly opsets: readonly OpsetImport[];
  /** Graph inputs without those that have an initializer. */
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /** Graph inputs that have an initializer: they need no feed. */
  readonly initializerInputs: readonly string[];
  /** Class names where the model or what lies beside it has them, in index order, and where they come from. */
  readonly classes?: readonly ClassLabel[];
  readonly classNames?: { readonly names: readonly string[]; readonly source: string };
  readonly metadata: Readonly<Record<string, string>>;
  readonly nodes: number;
  /** The most frequent first. */
  readonly operators: readonly OperatorCount[];
  /** Elements of all initializers. */
  readonly parameters: number;
  readonly externalData: readonly ExternalDataFile[];
  readonly problems: readonly Issue[];
}
