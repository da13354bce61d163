import type { Binding } from './binding';
import type { ClassLabel } from './model';
import type { ModelOrigin } from './predict';

/** Which side of a comparison: the baseline is what is known to be good, the candidate what is judged by it. */
export const SIDES = ['baseline', 'candidate'] as const;

export type SideName = (typeof SIDES)[number];

/** Where one side's predictions come from. */
export type Side =
  /** A model file, as the user gave it. `label` stands for it in reports, where the path is a copy. */
  | {
      readonly kind: 'model';
      readonly path: string;
      readonly label?: string;
      readonly sidecar?: string;
      readonly origin?: ModelOrigin;
    }
  /** Predictions made elsewhere: columns of the data file, or another table. */
  | { readonly kind: 'predictions'; readonly file?: string; readonly columns?: PredictedColumns }
  /** A run of the log: its predictions as they were logged. */
  | { readonly kind: 'run'; readonly run: string };

/** `--predicted LABEL[,PREFIX*]`: the column of labels or values, and what the columns of probabilities begin with. */
export interface PredictedColumns {
  readonly label: string;
  readonly prefix?: string;
}

/** One side as reports name it. */
export interface SideHead {
  readonly kind: Side['kind'];
  /** As the user gave it. */
  readonly name: string;
  readonly path?: string;
  /** Full hash, of a version in Git. */
  readonly commit?: string;
  readonly sha256?: string;
  readonly binding?: readonly Binding[];
  readonly classes?: readonly ClassLabel[];
}
