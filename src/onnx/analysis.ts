import type { ClassLabel, Dim, ModelSummary } from '../contract/model';
import type { Dtype } from '../contract/dtype';
import type { GraphEdit } from './graph-edit';

/** An input of the graph that has to be fed. */
export interface InputSignature {
  readonly name: string;
  readonly dtype: Dtype;
  /** [] is a scalar; a null rank (`shape` null) means the model does not say. */
  readonly shape: readonly Dim[] | null;
  /**
   * Whether a NaN may be fed for a missing cell: one answer for all, or one per position of the flattened row
   * (every path passes Imputer or IsNaN first, or ends in a TreeEnsemble that tracks missing values).
   */
  readonly takesNaN: boolean | readonly boolean[];
}

/** How an output of the graph is fetched and what it means. */
export type OutputSignature =
  /** An ordinary tensor. */
  | {
      readonly kind: 'tensor';
      readonly name: string;
      /** As it is fetched: of the tensor that carries it, where one does. */
      readonly dtype: Dtype;
      readonly shape: readonly Dim[] | null;
      /** The tensor of the edited graph that carries the output over the border; absent where it goes as it is. */
      readonly carrier?: string;
      /** Decided from the graph or the usual names, never from the numbers. */
      readonly probabilities: boolean;
      /** False where the declared shape has no row axis ([]; a first dimension unlike the inputs' batch). */
      readonly rowAxis: boolean;
      /**
       * Where each class has an output of its own (skl2onnx's zipmap='columns'): these outputs together are the
       * probabilities of one classifier, this one those of the class at `index`.
       */
      readonly classColumn?: { readonly index: number; readonly class: ClassLabel };
    }
  /** seq(map(label, float)): fetched as the tensor [rows, classes] that feeds the ZipMap. */
  | { readonly kind: 'zipmap'; readonly name: string; readonly tensor: string; readonly classes: readonly ClassLabel[] }
  /** A sequence, map or optional that the runtime cannot return as it stands. */
  | { readonly kind: 'unsupported'; readonly name: string; readonly type: string };

/** What binding and running need to know of a model, all of it read without its weights. */
export interface ModelAnalysis {
  readonly summary: ModelSummary;
  readonly inputs: readonly InputSignature[];
  readonly outputs: readonly OutputSignature[];
  /** The output that holds the predicted class, where the graph says so (a classifier's label output). */
  readonly labelOutput?: string;
  /** Class labels in index order as the graph stores them (ZipMap, classifier attributes). */
  readonly classes?: readonly ClassLabel[];
  /** metadata `feature_names` (a JSON list), in input order. */
  readonly featureNames?: readonly string[];
  /** What has to be done to the graph so that its inputs can be fed and its outputs fetched. */
  readonly border?: GraphEdit;
  /** True where the graph holds DynamicQuantizeLinear: answers then depend on the batch. */
  readonly quantisesDynamically: boolean;
  /** True where an input's first dimension is fixed to 1: rows run one by one. */
  readonly fixedBatch: boolean;
}
