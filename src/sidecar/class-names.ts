import type { Beside } from '../contract/beside';
import type { ClassLabel } from '../contract/model';
import type { Sidecar } from '../contract/sidecar';

export interface ClassNames {
  /** In index order. */
  readonly names: readonly string[];
  /** For people: "sidecar", "model", "metadata names", "labels.txt". */
  readonly source: string;
}

/** Everything that may name classes; `analysis` is what is needed of a model's analysis. */
export interface ClassNameSources {
  readonly sidecar?: Sidecar | undefined;
  readonly analysis: {
    readonly classes?: readonly ClassLabel[];
    readonly summary: { readonly classNames?: ClassNames };
  };
  readonly beside: Beside;
}

/**
 * The names of the classes, in this order: the sidecar, text labels in the model (ZipMap or classifier), metadata `names`,
 * `config.json`, `labels.txt` or `classes.txt`. Integer labels are no names: they leave it to what comes after. Numbers in
 * the sidecar that only repeat the labels (or 0, 1, 2, ...) name nothing either.
 */
export function classNames({ sidecar, analysis, beside }: ClassNameSources): ClassNames | undefined {
  const { classes } = analysis;
  const chosen = sidecar?.classes;
  if (Array.isArray(chosen) && chosen.length > 0) {
    const repeats = chosen.every((name, index) => typeof name === 'number' && name === (classes?.[index] ?? index));
    if (!repeats) return { names: chosen.map(String), source: 'sidecar' };
  }
  if (classes?.some((label) => typeof label === 'string')) return { names: classes.map(String), source: 'model' };
  if (analysis.summary.classNames) return analysis.summary.classNames;
  return beside.classes && { names: beside.classes.names, source: beside.classes.file };
}
