import type { Dtype } from '../contract/dtype';
import type { Issue } from '../contract/issue';
import type { ClassLabel } from '../contract/model';
import type { Sidecar } from '../contract/sidecar';
import type { ModelAnalysis, OutputSignature } from '../onnx/analysis';
import type { ClassNaming } from './class-match';
import type { ClassNames } from './plan-types';

/** One output of the model as the product shows it. */
export interface OutputPlan {
  /** The output's name in the model. */
  readonly name: string;
  /** The tensor to fetch: another one where a ZipMap hides it. */
  readonly fetch: string;
  /** Whether the first axis counts rows. */
  readonly rowAxis: boolean;
  /** What stands in a batch in which no row has an answer. */
  readonly empty: { readonly dtype: Dtype; readonly rowShape: readonly number[] };
  /** The declared size of the first axis, where it is fixed. */
  readonly declaredFirst?: number;
  /** Class labels of a ZipMap: a row's value is a map. */
  readonly keys?: readonly ClassLabel[];
}

/** Where the probabilities stand: one tensor [rows, classes], or one output per class. */
export type ProbabilitySource =
  | { readonly kind: 'tensor'; readonly output: OutputPlan }
  | { readonly kind: 'columns'; readonly outputs: readonly OutputPlan[] };

/** What the model's outputs mean. Plain data. */
export interface OutputMeaning {
  readonly outputs: readonly OutputPlan[];
  readonly label?: OutputPlan;
  readonly probabilities?: ProbabilitySource;
  /** Classes in index order, where the graph, names or a declared width tell them. */
  readonly naming?: ClassNaming;
  /** The classes as results show them: names, else labels. */
  readonly classes?: readonly ClassLabel[];
  /** Tensors to fetch from the runtime. */
  readonly fetches: readonly string[];
  /** Those among them that have to become outputs of the graph first. */
  readonly expose: readonly string[];
  readonly issues: readonly Issue[];
}

/** What the outputs mean, from the graph and the sidecar alone, never from numbers. */
export function planOutputs(analysis: ModelAnalysis, sidecar?: Sidecar, classNames?: ClassNames): OutputMeaning {
  const label = labelName(analysis, sidecar);
  const outputs = analysis.outputs.flatMap((output) => outputPlan(output, label) ?? []);
  const labelPlan = outputs.find(({ name }) => name === label);
  const probabilities = probabilitySource(analysis, outputs, sidecar);
  const naming = probabilities || labelPlan ? classNaming(analysis, classNames, sidecar) : undefined;
  const declared = new Set(analysis.outputs.flatMap((output) => (output.kind === 'tensor' ? [output.name] : [])));
  const fetches = [...new Set(outputs.map(({ fetch }) => fetch))];
  return {
    outputs,
    ...(labelPlan && { label: labelPlan }),
    ...(probabilities && { probabilities }),
    ...(naming && { naming, classes: naming.names ?? naming.labels }),
    fetches,
    expose: fetches.filter((name) => !declared.has(name)),
    issues: [
      ...analysis.outputs.flatMap(unsupported),
      ...misnamed(analysis, sidecar),
      ...namesThatDoNotFit(naming, classNames),
    ],
  };
}

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

/** Classes 0, 1, ... as many as there are names or, where those do not fit, declared probabilities. */
function numberedClasses(declared: number | undefined, classNames: ClassNames | undefined): ClassNaming | undefined {
  const names = classNames && fitsWidth(classNames, declared) ? classNames.names : undefined;
  const width = names?.length ?? declared ?? 1;
  return width < 2
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

function isProbability(output: OutputSignature): boolean {
  return output.kind === 'zipmap' || (output.kind === 'tensor' && output.probabilities);
}

function declaredWidth(output: OutputSignature): number | undefined {
  if (output.kind !== 'tensor' || !output.shape) return undefined;
  const [width = 1, ...others] = output.shape.slice(1).filter((dim) => dim !== 1);
  return others.length === 0 && typeof width === 'number' ? width : undefined;
}

function outputPlan(output: OutputSignature, label: string | undefined): OutputPlan | undefined {
  switch (output.kind) {
    case 'tensor':
      return tensorPlan(output, label);
    case 'zipmap':
      return zipmapPlan(output);
    case 'unsupported':
      return undefined;
  }
}

function zipmapPlan({ name, tensor, classes }: Extract<OutputSignature, { kind: 'zipmap' }>): OutputPlan {
  return { name, fetch: tensor, rowAxis: true, keys: classes, empty: { dtype: 'float32', rowShape: [classes.length] } };
}

function tensorPlan(output: Extract<OutputSignature, { kind: 'tensor' }>, label: string | undefined): OutputPlan {
  const { name, dtype, shape, rowAxis } = output;
  const [first, ...rest] = shape ?? [];
  const fixed = rest.filter((dim) => typeof dim === 'number');
  const rowShape = fixed.length === rest.length && fixed.join() !== '1' ? fixed : [];
  return {
    name,
    fetch: name,
    rowAxis: rowAxis || name === label,
    empty: { dtype, rowShape },
    ...(typeof first === 'number' && { declaredFirst: first }),
  };
}

const LABEL_NAMES = new Set(['label', 'output_label', 'predicted_label', 'class_label']);

function labelName(analysis: ModelAnalysis, sidecar: Sidecar | undefined): string | undefined {
  const named = sidecar?.outputs?.label;
  if (named !== undefined) return named;
  if (analysis.labelOutput !== undefined) return analysis.labelOutput;
  return analysis.outputs.find(
    (output) => output.kind === 'tensor' && LABEL_NAMES.has(output.name) && isLabelType(output.dtype),
  )?.name;
}

function isLabelType(dtype: string): boolean {
  return dtype === 'string' || dtype === 'bool' || dtype.includes('int');
}

function probabilitySource(
  analysis: ModelAnalysis,
  outputs: readonly OutputPlan[],
  sidecar: Sidecar | undefined,
): ProbabilitySource | undefined {
  const named = sidecar?.outputs?.probabilities;
  const find = (name: string | undefined): OutputPlan | undefined => outputs.find((output) => output.name === name);
  const stated = named === undefined ? undefined : find(named);
  if (stated) return { kind: 'tensor', output: stated };
  const columns = classColumns(analysis, outputs);
  if (columns) return columns;
  const chosen = find(analysis.outputs.find(isProbability)?.name);
  return chosen && { kind: 'tensor', output: chosen };
}

/** One output per class, as ZipMap's `columns` writes them. */
function classColumns(analysis: ModelAnalysis, outputs: readonly OutputPlan[]): ProbabilitySource | undefined {
  const names = classColumnOutputs(analysis).map(({ name }) => name);
  const found = names.flatMap((name) => outputs.find((output) => output.name === name) ?? []);
  return found.length > 0 ? { kind: 'columns', outputs: found } : undefined;
}

function classColumnOutputs({
  outputs,
}: ModelAnalysis): readonly { readonly name: string; readonly index: number; readonly class: ClassLabel }[] {
  return outputs
    .flatMap((output) =>
      output.kind === 'tensor' && output.classColumn ? [{ name: output.name, ...output.classColumn }] : [],
    )
    .toSorted((one, other) => one.index - other.index);
}

function unsupported(output: OutputSignature): Issue[] {
  if (output.kind !== 'unsupported') return [];
  return [
    {
      severity: 'warning',
      code: 'unsupported-output',
      message: `The output '${output.name}' is ${output.type}, which ONNX Runtime cannot return: it is left out.`,
    },
  ];
}

function misnamed({ outputs }: ModelAnalysis, sidecar: Sidecar | undefined): Issue[] {
  const known = new Set(outputs.map(({ name }) => name));
  return [sidecar?.outputs?.label, sidecar?.outputs?.probabilities].flatMap((name) =>
    name === undefined || known.has(name)
      ? []
      : [
          {
            severity: 'warning' as const,
            code: 'unknown-output',
            message: `The settings beside the model name the output '${name}', which the model does not have.`,
          },
        ],
  );
}

function namesThatDoNotFit(naming: ClassNaming | undefined, classNames: ClassNames | undefined): Issue[] {
  if (!naming || !classNames || naming.names) return [];
  return [
    {
      severity: 'warning',
      code: 'class-names-do-not-fit',
      message: `${classNames.source} has ${classNames.names.length} class names, the model ${naming.labels.length} classes: the names are not used.`,
    },
  ];
}
