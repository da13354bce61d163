import type { Issue } from '../contract/issue';
import type { ClassLabel } from '../contract/model';
import type { Sidecar } from '../contract/sidecar';
import type { ModelAnalysis, OutputSignature } from '../onnx/analysis';
import type { ClassNaming } from './class-match';
import { classColumnOutputs, classNaming, isProbability, labelName } from './class-naming';
import { outputPlan, type OutputPlan } from './output-plan';
import type { ClassNames } from './plan-types';

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
