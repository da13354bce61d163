import type { OutputColumn, PredictedBatch } from '../contract/predicted';
import type { Dtype } from '../contract/dtype';
import type { TensorData } from '../contract/tensor';

/** One output of one side over the rows of a batch. */
export type Answer =
  | {
      readonly kind: 'rows';
      readonly name: string;
      readonly dtype: Dtype;
      /** Of one row, as it was answered: [N,1] gives [1]. */
      readonly shape: readonly number[];
      readonly data: TensorData;
      /** Names along the last axis, where a row's value is a map. */
      readonly keys?: readonly string[];
      /** It holds the predicted classes. */
      readonly isLabel: boolean;
    }
  /** Rows with shapes of their own: those of one shape, and their places in the batch. */
  | {
      readonly kind: 'ragged';
      readonly name: string;
      readonly dtype: Dtype;
      readonly rows: readonly { readonly shape: readonly number[]; readonly data: TensorData }[];
    }
  /** An output without a row axis; the whole value counts as that of the batch's first row. */
  | {
      readonly kind: 'whole';
      readonly name: string;
      readonly dtype: Dtype;
      readonly shape: readonly number[];
      readonly data: TensorData;
    };

/** What a side answered, output by output. */
export function answersOf(predicted: PredictedBatch): readonly Answer[] {
  return [
    ...predicted.outputs.map((output) => rowsAnswer(output, predicted)),
    ...(predicted.ragged ?? []).map(({ name, rows }): Answer => ({
      kind: 'ragged',
      name,
      dtype: rows[0]?.dtype ?? 'float32',
      rows: rows.map(({ dims, data }) => ({ shape: dims, data })),
    })),
    ...predicted.whole.map(({ name, value }): Answer => ({
      kind: 'whole',
      name,
      dtype: value.dtype,
      shape: value.dims,
      data: value.data,
    })),
  ];
}

function rowsAnswer(
  { name, dtype, rowShape, answeredShape, data, keys }: OutputColumn,
  predicted: PredictedBatch,
): Answer {
  const isLabel = predicted.labels !== undefined && predicted.told.includes(name) && !dtype.includes('float');
  return { kind: 'rows', name, dtype, shape: answeredShape ?? rowShape, data, isLabel, ...(keys ? { keys } : {}) };
}
