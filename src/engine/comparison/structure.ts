import type { ModelChange, SignatureChange, Structure } from '../../contract/structure';
import type { StructureRequest } from '../../contract/engine';
import type { ModelSummary, ValueInfo } from '../../contract/model';
import { compareGraphs, isUnchanged } from '../../onnx/structure/compare-structure';
import { loadProblem } from '../../onnx/problems';
import { readStampedModel, type ReadModel } from '../prediction/model';

/** What differs in two model files. Throws WorkbenchError where one cannot be read or loaded, and for a cancel. */
export async function readStructures(
  { baseline, candidate, folder }: StructureRequest,
  signal: AbortSignal,
): Promise<Structure> {
  const models = [await readStampedModel(folder, baseline), await readStampedModel(folder, candidate)] as const;
  for (const { analysis } of models) {
    const problem = loadProblem(analysis);
    if (problem) throw problem;
  }
  return structureOf(...models, signal);
}

/** What differs in two models without running them. Throws WorkbenchError where a file is damaged. */
export async function structureOf(baseline: ReadModel, candidate: ReadModel, signal: AbortSignal): Promise<Structure> {
  const [before, after] = [baseline.analysis.summary, candidate.analysis.summary];
  const signature = [
    ...changesOf('input', before.inputs, after.inputs),
    ...changesOf('output', before.outputs, after.outputs),
  ];
  const graphs = await compareGraphs(named(baseline), named(candidate), renamedInputs(signature), signal);
  const model = [...modelChanges(before, after), ...graphs.model];
  if (signature.length + model.length === 0 && isUnchanged(graphs)) return { status: 'identical' };
  return { status: 'different', signature, ...graphs, model };
}

function renamedInputs(signature: readonly SignatureChange[]): ReadonlyMap<string, string> {
  return new Map(
    signature.flatMap(({ of, change, baseline, candidate }) =>
      of === 'input' && change === 'renamed' && baseline !== null && candidate !== null
        ? [[baseline, candidate] as const]
        : [],
    ),
  );
}

function named({ path, analysis }: ReadModel): { readonly path: string; readonly name: string } {
  return { path, name: analysis.summary.file };
}

function modelChanges(before: ModelSummary, after: ModelSummary): readonly ModelChange[] {
  const versions = ({ opsets }: ModelSummary): ReadonlyMap<string, string> =>
    new Map(opsets.map(({ domain, version }) => [domain === '' ? 'ai.onnx' : domain, String(version)]));
  const single = (of: ModelChange['of'], read: (summary: ModelSummary) => string | null): readonly ModelChange[] => {
    const [baseline, candidate] = [read(before), read(after)];
    return baseline === candidate ? [] : [{ of, baseline, candidate }];
  };
  return [
    ...single('producer', ({ producer }) => producer),
    ...single('irVersion', ({ irVersion }) => String(irVersion)),
    ...single('classes', ({ classes }) => (classes ? classes.join(', ') : null)),
    ...keyed('opset', versions(before), versions(after)),
    ...keyed('metadata', new Map(Object.entries(before.metadata)), new Map(Object.entries(after.metadata))),
  ];
}

/** Longer values are cut. */
const MOST_CHARACTERS = 1000;

function keyed(
  of: ModelChange['of'],
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly ModelChange[] {
  const cut = (text: string | undefined): string | null =>
    text === undefined || text.length <= MOST_CHARACTERS ? (text ?? null) : `${text.slice(0, MOST_CHARACTERS)}...`;
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) =>
    before.get(key) === after.get(key)
      ? []
      : [{ of, key, baseline: cut(before.get(key)), candidate: cut(after.get(key)) }],
  );
}

function changesOf(
  of: 'input' | 'output',
  before: readonly ValueInfo[],
  after: readonly ValueInfo[],
): readonly SignatureChange[] {
  const gone = before.filter(({ name }) => !after.some((other) => other.name === name));
  const come = after.filter(({ name }) => !before.some((other) => other.name === name));
  const renamed = isRenamed(gone, come);
  const common = before.flatMap((one) => {
    const other = after.find(({ name }) => name === one.name);
    return other ? sameName(of, one, other) : [];
  });
  if (renamed) return [...common, { of, change: 'renamed', baseline: renamed[0], candidate: renamed[1] }];
  return [
    ...common,
    ...gone.map(({ name }): SignatureChange => ({ of, change: 'removed', baseline: name, candidate: null })),
    ...come.map(({ name }): SignatureChange => ({ of, change: 'added', baseline: null, candidate: name })),
  ];
}

/** One that went and one that came, of the same type and shape. */
function isRenamed(gone: readonly ValueInfo[], come: readonly ValueInfo[]): readonly [string, string] | undefined {
  const [one] = gone;
  const [other] = come;
  if (!one || !other || gone.length > 1 || come.length > 1) return undefined;
  return one.type === other.type && sizes(one) === sizes(other) ? [one.name, other.name] : undefined;
}

function sameName(of: 'input' | 'output', one: ValueInfo, other: ValueInfo): readonly SignatureChange[] {
  const changes: SignatureChange[] = [];
  if (one.type !== other.type)
    changes.push({
      of,
      change: 'type',
      baseline: `${one.name}: ${one.type}`,
      candidate: `${other.name}: ${other.type}`,
    });
  if (sizes(one) !== sizes(other))
    changes.push({
      of,
      change: 'shape',
      baseline: `${one.name}: ${sizes(one)}`,
      candidate: `${other.name}: ${sizes(other)}`,
    });
  return changes;
}

/** Names of free dimensions are no part of a shape. */
function sizes({ shape }: ValueInfo): string {
  return shape ? `[${shape.map((dim) => (typeof dim === 'number' ? dim : '?')).join(', ')}]` : 'unknown';
}
