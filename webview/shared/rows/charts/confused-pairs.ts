/** One cell of a confusion matrix off its diagonal. */
export interface ConfusedPair {
  readonly truth: number;
  readonly predicted: number;
  readonly rows: number;
}

/** The errors that are made most often, by index of class. `counts[truth][predicted]`. */
export function confusedPairs(counts: readonly (readonly number[])[], most: number): readonly ConfusedPair[] {
  return counts
    .flatMap((row, truth) =>
      row.flatMap((rows, predicted) => (rows > 0 && predicted !== truth ? [{ truth, predicted, rows }] : [])),
    )
    .sort((one, other) => other.rows - one.rows)
    .slice(0, most);
}
