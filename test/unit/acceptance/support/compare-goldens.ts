import { join } from 'node:path';
import { readJson, type Case, type Label } from './cases';

/** Statistics of one output as Python gives them. */
export interface GoldenOutput {
  readonly v1?: string;
  readonly changed?: readonly string[];
  readonly elements: number;
  readonly differing?: number;
  readonly compared?: number;
  readonly bothNaN?: number;
  readonly sameInf?: number;
  readonly nonFiniteInOneOnly?: number;
  readonly maxAbs?: number;
  readonly maxAbsAt?: readonly number[];
  readonly maxRel?: number;
  readonly maxRelAt?: readonly number[];
  readonly meanAbs?: number;
  readonly rmse?: number;
  readonly medianAbs?: number;
  readonly p90Abs?: number;
  readonly p95Abs?: number;
  readonly p99Abs?: number;
  readonly l2?: number;
  readonly cosine?: number;
  readonly sqnrSignalV1?: number | string;
  readonly outOfTolerance?: number;
  readonly tolerance?: { readonly atol: number; readonly rtol: number };
  readonly afterFlattening?: GoldenOutput;
}

export interface GoldenMetrics {
  readonly accuracy: number;
  readonly perClass: readonly {
    readonly class: Label;
    readonly support: number;
    readonly precision: number;
    readonly recall: number;
    readonly f1: number;
  }[];
  readonly confusion: { readonly counts: readonly (readonly number[])[] };
}

export interface GoldenLabels {
  readonly flips: number;
  readonly flipRate: number;
  readonly flippedRows: readonly number[];
  readonly matrix: { readonly classes: readonly Label[]; readonly counts: readonly (readonly number[])[] };
  readonly truth?: {
    readonly v1: GoldenMetrics;
    readonly v2: GoldenMetrics;
    readonly bothRight: number;
    readonly oldRightNewWrong: number;
    readonly oldWrongNewRight: number;
    readonly bothWrong: number;
    readonly negativeFlipRate: number;
    readonly mcnemar: { readonly statistic: number; readonly p: number; readonly exactP: number };
  };
}

interface GoldenErrors {
  readonly mae: number;
  readonly rmse: number;
  readonly r2: number;
}

/** Errors of regressors. */
export interface GoldenTruth {
  readonly v1: GoldenErrors;
  readonly v2: GoldenErrors;
  readonly delta: GoldenErrors;
}

/** What Python says of two versions, or of its own predictions and the model. */
export interface Golden {
  readonly outputs: readonly GoldenOutput[];
  readonly onlyInV1: readonly string[];
  readonly onlyInV2: readonly string[];
  readonly verdict: string;
  readonly labels?: GoldenLabels;
  readonly probabilities?: GoldenOutput;
  readonly truth?: GoldenTruth;
  readonly whenMapped?: GoldenOutput;
  /** Where float64 and float32 take different branches. */
  readonly crossings?: readonly {
    readonly row: number;
    readonly column: string;
    readonly tree: number;
    readonly thresholdInOnnx: number;
    readonly value: number;
  }[];
}

export function goldenOf({ folder }: Case): Golden {
  const { compare, parity } = readJson(join(folder, 'expected.json')) as { compare?: Golden; parity?: Golden };
  const golden = compare ?? parity;
  if (!golden) throw new Error(`${folder} has no golden comparison.`);
  return golden;
}
