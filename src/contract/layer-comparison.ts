import type { JsonNumber } from './json-number';
import type { SideName } from './side';
import type { Tolerance, ToleranceOptions } from './tolerance';

/** A tensor that an operator of the main graph writes, and its partner in the other model. */
export interface LayerComparison {
  /** Names of the tensors. */
  readonly baseline: string;
  readonly candidate: string;
  /** What writes it, with its domain where that is not ONNX's own. */
  readonly operator: string;
  /** What writes it in the candidate, where that is another one. */
  readonly candidateOperator?: string;
  /** `position`: the names differ; it stands at the same place among the operators around it, and has the same shape. */
  readonly pairedBy: 'name' | 'position';
  readonly status: 'same' | 'within' | 'different' | 'empty';
  /** What else than values is not as it was. With another number of elements nothing is compared. */
  readonly changed: readonly ('dtype' | 'shape')[];
  readonly elements: number;
  readonly outOfTolerance: number;
  /** Over the elements that are finite on both sides; null where there are none, and for text. */
  readonly maxAbs: JsonNumber | null;
  readonly meanAbs: JsonNumber | null;
  /** Decibels, the baseline as the signal; "Infinity" where both are equal. */
  readonly sqnr: JsonNumber | null;
  readonly tolerance: Tolerance;
}

/** A tensor without a partner. */
export interface UnpairedLayer {
  readonly name: string;
  readonly operator: string;
  /** `no-tensor`: a sequence, map or optional; `not-given`: the runtime does not give it out. */
  readonly why: 'no-partner' | 'no-tensor' | 'not-given';
}

/** Both models run operator by operator on the first rows, without optimisation. */
export type Layers =
  /** A side is no model. */
  | { readonly status: 'not-applicable'; readonly why: string }
  /** The models could not be taken apart. */
  | { readonly status: 'failed'; readonly why: string }
  | ComparedLayers;

export interface ComparedLayers {
  readonly status: 'compared';
  /** How many of the first rows were run. */
  readonly rows: number;
  /** In how many groups the tensors were fetched, so that memory stays bounded. */
  readonly groups: number;
  /** In the order in which the baseline computes them. */
  readonly list: readonly LayerComparison[];
  /** The baseline's name of the first tensor that leaves its tolerance. */
  readonly firstOutOfTolerance: string | null;
  readonly unpaired: Readonly<Record<SideName, readonly UnpairedLayer[]>>;
  /** Operators whose branches, loop bodies or functions were not looked into; the baseline's, then the candidate's own. */
  readonly notEntered: readonly string[];
}

export interface CompareLayersRequest {
  /** `CompareOutcome.result` of a comparison that was asked for with `pages`. */
  readonly result: string;
  /** What takes the place of the settings' tolerance; `outputs` are names of tensors. */
  readonly tolerance: ToleranceOptions;
}

/** Tensors that were compared so far. */
export interface LayersProgress {
  readonly kind: 'layers';
  readonly done: number;
  readonly total: number;
}
