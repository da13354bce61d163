import type { ClassLabel } from '../contract/model';
import type { Sidecar } from '../contract/sidecar';
import type { ModelAnalysis, OutputSignature } from '../onnx/analysis';
import type { ClassNaming } from './class-match';
import type { ClassNames } from './plan-types';

/**
 * The classes in index order: the graph's labels, else 0, 1, ... as many as there are names or declared probabilities.
 * Undefined for a model that is no classifier, or whose classes only its answers tell.
 */
export function classNaming(
  analysis: ModelAnalysis,
  classNames: ClassNames | undefined,
  sidecar: Sidecar | undefined,
): ClassNaming | undefined {
  const labels = graphLabels(analysis);
  if (labels) {
    const names = classNames && namesOf(labels, classNames.names);
    return { labels, ...(names && { names }) };
  }
  const named = sidecar?.outputs?.probabilities;
  const probabilities = analysis.outputs.find((output) => isProbability(output) || output.name === named);
  if (!probabilities && labelName(analysis, sidecar) === undefined) return undefined;
  return numberedClasses(probabilities && declaredWidth(probabilities), classNames);
}

/** A model may declare any number of probabilities: beyond this they are not given names. */
const MOST_NUMBERED = 100_000;

/** Classes 0, 1, ... as many as there are names or, where those do not fit, declared probabilities. */
function numberedClasses(declared: number | undefined, classNames: ClassNames | undefined): ClassNaming | undefined {
  const names = classNames && fitsWidth(classNames, declared) ? classNames.names : undefined;
  const width = names?.length ?? declared ?? 1;
  return width < 2 || width > MOST_NUMBERED
    ? undefined
    : { labels: Array.from({ length: width }, (_, index) => index), ...(names && { names }) };
}

/** As many names as declared probabilities; one column of probabilities is that of the second of two classes. */
function fitsWidth({ names }: ClassNames, declared: number | undefined): boolean {
  return declared === undefined || declared === names.length || (declared === 1 && names.length === 2);
}

function namesOf(labels: readonly ClassLabel[], names: readonly string[]): readonly string[] | undefined {
  if (labels.length === names.length) return names;
  const byLabel = labels.map((label) => (typeof label === 'number' ? names[label] : undefined));
  return byLabel.every((name) => name !== undefined) ? byLabel : undefined;
}

/** The graph's own labels: a classifier's, a ZipMap's, or one per output. */
function graphLabels(analysis: ModelAnalysis): readonly ClassLabel[] | undefined {
  if (analysis.classes) return analysis.classes;
  const zipmap = analysis.outputs.find((output) => output.kind === 'zipmap');
  if (zipmap) return zipmap.classes;
  const columns = classColumnOutputs(analysis);
  return columns.length > 0 ? columns.map((column) => column.class) : undefined;
}

/** Whether an output is one of probabilities by itself. */
export function isProbability(output: OutputSignature): boolean {
  return output.kind === 'zipmap' || (output.kind === 'tensor' && output.probabilities);
}

function declaredWidth(output: OutputSignature): number | undefined {
  if (output.kind !== 'tensor' || !output.shape) return undefined;
  const [width = 1, ...others] = output.shape.slice(1).filter((dim) => dim !== 1);
  return others.length === 0 && typeof width === 'number' ? width : undefined;
}

const LABEL_NAMES = new Set(['label', 'output_label', 'predicted_label', 'class_label']);

/** The output that holds the predicted class: the sidecar's, the graph's, else one with the usual name and a type of labels. */
export function labelName(analysis: ModelAnalysis, sidecar: Sidecar | undefined): string | undefined {
  const named = sidecar?.outputs?.label;
  if (named !== undefined && analysis.outputs.some(({ name }) => name === named)) return named;
  if (analysis.labelOutput !== undefined) return analysis.labelOutput;
  return analysis.outputs.find(
    (output) => output.kind === 'tensor' && LABEL_NAMES.has(output.name) && isLabelType(output.dtype),
  )?.name;
}

function isLabelType(dtype: string): boolean {
  return dtype === 'string' || dtype === 'bool' || dtype.includes('int');
}

/** Outputs of one class each, in index order. */
export function classColumnOutputs({
  outputs,
}: ModelAnalysis): readonly { readonly name: string; readonly index: number; readonly class: ClassLabel }[] {
  return outputs
    .flatMap((output) =>
      output.kind === 'tensor' && output.classColumn ? [{ name: output.name, ...output.classColumn }] : [],
    )
    .toSorted((one, other) => one.index - other.index);
}
