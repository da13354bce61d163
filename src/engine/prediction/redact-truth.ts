import type { ClassificationMetrics, Metrics } from '../../contract/run';

/**
 * Metrics without the cells of the truth: a class that only the truth has, neither known nor ever predicted, is counted
 * under no name. `known` classes come first.
 */
export function redactTruth(metrics: Metrics, known: number): Metrics {
  if (!('confusion' in metrics)) return metrics;
  const { classes, counts } = metrics.confusion;
  const perClass = metrics.perClass.map((each, index) =>
    index < known || isAnswered(metrics, index) ? each : { ...each, class: `(redacted ${index})` },
  );
  const shown = classes.map((name, index) => perClass[index]?.class ?? name);
  return { ...metrics, perClass, confusion: { classes: shown, counts } };
}

/** Whether the model has surely answered the class; without a confusion a class that was never met may have been. */
function isAnswered({ confusion: { counts }, perClass }: ClassificationMetrics, index: number): boolean {
  if (counts.length > 0) return counts.some((row) => (row[index] ?? 0) > 0);
  const { support = 0, recall = 0 } = perClass[index] ?? {};
  return support === 0 || recall > 0;
}
