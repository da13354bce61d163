import type { Metrics } from '../../contract/run';

/**
 * Metrics without the cells of the truth: a class that only the truth has, neither known nor ever predicted, is counted
 * under no name. `known` classes come first.
 */
export function redactTruth(metrics: Metrics, known: number): Metrics {
  if (!('confusion' in metrics)) return metrics;
  const { classes, counts } = metrics.confusion;
  const shown = classes.map((name, index) =>
    index < known || counts.some((row) => (row[index] ?? 0) > 0) ? name : `(redacted ${index})`,
  );
  const perClass = metrics.perClass.map((each, index) => ({ ...each, class: shown[index] ?? each.class }));
  return { ...metrics, perClass, confusion: { classes: shown, counts } };
}
