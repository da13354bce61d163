import type { JsonNumber } from './json-number';

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
  /** All that changed by operator, that with the most first. */
  readonly groups: readonly NodeGroup[];
  /** At most 200: the changed ones first, in graph order. */
  readonly list: readonly NodeChange[];
}

/** How many nodes of one operator changed; of two where that changed too, the candidate's. */
export interface NodeGroup {
  readonly operator: string;
  readonly changed: number;
  readonly removed: number;
  readonly added: number;
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
