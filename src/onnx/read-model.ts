import { basename } from 'node:path';
import type { Dim, ModelSummary } from '../contract/model';
import type { InputSignature, ModelAnalysis } from './analysis';
import { findLabelOutput } from './classifier';
import { externalDataProblems, externalFiles } from './external-data';
import { indexGraph, type GraphIndex } from './graph-index';
import { featureNames, metadataClassNames } from './metadata';
import { findTakesNaN } from './missing-values';
import { countOperators } from './operators';
import { outputSignatures } from './outputs';
import { graphProblems } from './problems';
import type { RawGraph, RawModel, RawValue } from './proto/raw-model';
import { readModelFile } from './proto/read-model-file';
import { isBorderType } from './border-types';
import { carriedBorder, type CarriedInput } from './carried-border';
import { tensorDtype, tensorShape, valueInfo } from './value-types';
import { allInitializers, allNodes, elementCount } from './walk';

/**
 * Everything that can be said of a model without its weights. `displayName` names it in messages (by default its base
 * name). Nodes are those of the main graph, of nested graphs and of the model's own functions, each body once;
 * parameters are the elements of all initializers, nested ones too, and the stored values of sparse ones.
 *
 * A readable model that cannot run has problems of severity error; `loadProblem` says which of them end a prediction
 * before the runtime sees the file. Throws WorkbenchError of kind `model` where the file is no model that can be read.
 */
export async function readModel(path: string, displayName: string = basename(path)): Promise<ModelAnalysis> {
  const { bytes, model, graph } = await readModelFile(path, displayName);
  const { fed, initializerInputs } = splitInputs(graph);
  const externalData = externalFiles(model);
  const external = await externalDataProblems(path, externalData, displayName);
  const index = indexGraph(graph);
  const border = carriedBorder(fed, graph.outputs);
  const inputs = inputSignatures(index, fed, border.inputs);
  const outputs = outputSignatures(
    index,
    inputs.map(({ shape }) => shape),
    border.outputs,
  );
  const label = findLabelOutput(index);
  const zipmap = outputs.find((output) => output.kind === 'zipmap');
  const classes = zipmap?.classes ?? label?.classes;
  const names = metadataClassNames(model.metadata);
  const columns = featureNames(model.metadata);
  const operators = countOperators(model);
  const summary: ModelSummary = {
    file: basename(path),
    bytes,
    irVersion: model.irVersion,
    producer: model.producer,
    opsets: model.opsets,
    inputs: fed.map(valueInfo),
    outputs: graph.outputs.map(valueInfo),
    initializerInputs,
    ...(classes && { classes }),
    ...(names && { classNames: { names, source: 'metadata names' } }),
    metadata: Object.fromEntries(model.metadata),
    nodes: operators.reduce((all, { count }) => all + count, 0),
    operators,
    parameters: parameterCount(model),
    externalData,
    problems: [...external, ...graphProblems(model, displayName, initializerInputs)],
  };
  return {
    summary,
    inputs,
    outputs,
    ...(label && { labelOutput: label.output }),
    ...(classes && { classes }),
    ...(columns && { featureNames: columns }),
    ...(border.edit && { border: border.edit }),
    quantisesDynamically: quantisesDynamically(model),
    fixedBatch: inputs.some(({ shape }) => shape?.[0] === 1),
  };
}

function splitInputs(graph: RawGraph): {
  readonly fed: readonly RawValue[];
  readonly initializerInputs: readonly string[];
} {
  const given = new Set(graph.initializers.map(({ name }) => name));
  for (const { values } of graph.sparseInitializers) given.add(values.name);
  return {
    fed: graph.inputs.filter(({ name }) => !given.has(name)),
    initializerInputs: graph.inputs.filter(({ name }) => given.has(name)).map(({ name }) => name),
  };
}

/** Inputs that are no tensors, or of a type that cannot be fed, are left out: `graphProblems` names them. */
function inputSignatures(
  index: GraphIndex,
  fed: readonly RawValue[],
  carried: ReadonlyMap<string, CarriedInput>,
): InputSignature[] {
  const tensors = fed.flatMap(({ name, type }) => {
    const carrier = carried.get(name);
    if (carrier) return [{ name, ...carrier }];
    const dtype = tensorDtype(type);
    const shape: readonly Dim[] | null = tensorShape(type);
    return dtype !== undefined && isBorderType(dtype) ? [{ name, dtype, shape }] : [];
  });
  const takesNaN = findTakesNaN(index, tensors);
  return tensors.map((tensor) => ({ ...tensor, takesNaN: takesNaN.get(tensor.name) ?? false }));
}

function quantisesDynamically(model: RawModel): boolean {
  for (const { op } of allNodes(model)) if (op.startsWith('DynamicQuantize')) return true;
  return false;
}

function parameterCount(model: RawModel): number {
  let sum = 0;
  for (const tensor of allInitializers(model)) sum += elementCount(tensor) || 0;
  return sum;
}
