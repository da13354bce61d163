import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Tolerance } from '../../contract/tolerance';
import type { Dtype } from '../../contract/dtype';
import type { GoldenCase, GoldenVerdict, RunTestRequest } from '../../contract/golden';
import { WorkbenchError } from '../../contract/issue';
import type { TensorValue } from '../../contract/tensor';
import { numericArray } from '../../compare/number-array';
import { readPbValue, type PbType, type PbValue } from '../../data/pb-values';
import { createBorder, type Border, type BorderOutput, type ZippedMaps } from '../../onnx/border';
import { indexGraph, type GraphIndex } from '../../onnx/graph-index';
import { zipMapBehind } from '../../onnx/outputs';
import { explainLoadError } from '../../onnx/explain-load-error';
import { externalDataProblems, externalFiles } from '../../onnx/external-data';
import type { RawType, RawValue } from '../../onnx/proto/raw-model';
import { readModel } from '../../onnx/read-model';
import { readModelFile, type ModelFile } from '../../onnx/proto/read-model-file';
import { valueInfo } from '../../onnx/value-types';
import { modelStamp } from '../model-files';
import { plainText } from '../prediction/run-failed';
import type { GoldenAnswer, GoldenStep } from '../workers/golden-protocol';
import { judgeOutput, named } from './judge-output';

const DEFAULT_TOLERANCE: Tolerance = { rtol: 1e-3, atol: 1e-7 };
const THREADS = 1;

type OnnxCase = Extract<GoldenCase, { readonly kind: 'onnx' }>;

/** A golden test in ONNX's own layout whose files have been read. */
export interface OpenTest {
  next(): GoldenStep;
  /** Throws WorkbenchError where an answer cannot be understood. */
  answer(answer: GoldenAnswer): Promise<GoldenStep>;
}

/** Throws WorkbenchError where the model or a value cannot be read. */
export async function openTest({ rtol, atol, failing = 0 }: RunTestRequest, test: OnnxCase): Promise<OpenTest> {
  const file = await readModelFile(test.model, test.path);
  const externalData = await externalLocations(test, file);
  const fed = fedInputs(file);
  const index = indexGraph(file.graph);
  const inputs = await readValues(test.inputs, fed, 'input');
  const expected = await readValues(test.outputs, file.graph.outputs, 'output', index);
  const tolerance = { rtol: rtol ?? DEFAULT_TOLERANCE.rtol, atol: atol ?? DEFAULT_TOLERANCE.atol };
  const stamp = await modelStamp(test.model, externalData);
  const known = new Map<string, TensorValue>();

  function step(): GoldenStep {
    const border = createBorder(widen);
    for (const [index, input] of fed.entries()) {
      const value = inputs[index];
      if (value) border.feed(input, value);
    }
    const outputs = file.graph.outputs.map((output) => {
      const zipped = zipMapBehind(index, output);
      return zipped ? border.fetchMaps(output.name, zippedMaps(zipped, file), known) : border.fetch(output, known);
    });
    if (outputs.every((output) => output.kind === 'known'))
      return ended(judge(file, expected, outputs, { tolerance, failing }));
    return runOf(test, { externalData, stamp, border });
  }

  return {
    next: step,
    answer: async (answer) => {
      if (answer.kind !== 'outputs') return ended(await refusal(test, answer));
      const before = known.size;
      for (const [name, value] of answer.outputs) known.set(name, value);
      if (known.size === before) throw unanswered(test);
      return step();
    },
  };
}

function ended(verdict: GoldenVerdict): GoldenStep {
  return { kind: 'ended', verdict };
}

async function externalLocations(test: OnnxCase, { model }: ModelFile): Promise<readonly string[]> {
  const files = externalFiles(model);
  const [problem] = await externalDataProblems(test.model, files, test.path);
  if (problem) throw new WorkbenchError('model', problem);
  return files.map(({ location }) => location);
}

/** Inputs that the graph holds itself need no file. */
function fedInputs({ graph }: ModelFile): readonly RawValue[] {
  const own = new Set(graph.initializers.map(({ name }) => name));
  return graph.inputs.filter(({ name }) => !own.has(name));
}

/** The files of a data set belong to the inputs and outputs of the graph in their order. */
async function readValues(
  files: readonly string[],
  values: readonly RawValue[],
  kind: 'input' | 'output',
  index?: GraphIndex,
): Promise<readonly PbValue[]> {
  if (files.length !== values.length) {
    const message = `The model has ${values.length} ${kind}s and the data set ${files.length} files ${kind}_K.pb.`;
    throw new WorkbenchError('data', { code: 'test-files-differ', message });
  }
  return Promise.all(
    values.map(async (value, position) => {
      const file = files[position] ?? '';
      const zipped = index && zipMapBehind(index, value);
      return readPbValue(await bytesOf(file), zipped ? MAPS : pbType(value.type, value), basename(file));
    }),
  );
}

async function bytesOf(file: string): Promise<Uint8Array> {
  return readFile(file).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new WorkbenchError('data', { code: 'bad-pb', message: `${file} cannot be read: ${why}.`, file });
  });
}

/** What a ZipMap gives. */
const MAPS: PbType = { kind: 'sequence', element: { kind: 'map', element: { kind: 'tensor' } } };

function zippedMaps(
  { tensor, classes }: NonNullable<ReturnType<typeof zipMapBehind>>,
  { graph }: ModelFile,
): ZippedMaps {
  const isOutput = graph.outputs.some(({ name }) => name === tensor);
  return { tensor, keys: classes.map((label) => (typeof label === 'number' ? BigInt(label) : label)), isOutput };
}

function pbType(type: RawType | undefined, value: RawValue): PbType {
  switch (type?.kind) {
    case 'tensor':
      return { kind: 'tensor' };
    case 'sequence':
    case 'optional':
      return { kind: type.kind, element: pbType(type.element, value) };
    default: {
      const message = `'${value.name}' is ${valueInfo(value).type}: golden tests hold tensors, sequences, optionals and what a ZipMap gives.`;
      throw new WorkbenchError('model', { code: 'test-type-unsupported', message, input: value.name });
    }
  }
}

function widen(tensor: TensorValue, carrier: Dtype): TensorValue {
  if (carrier === tensor.dtype) return { dtype: carrier, dims: tensor.dims, data: tensor.data };
  return { dtype: carrier, dims: tensor.dims, data: numericArray(tensor.dtype, tensor.data) ?? tensor.data };
}

function runOf(
  test: OnnxCase,
  {
    externalData,
    stamp,
    border,
  }: { readonly externalData: readonly string[]; readonly stamp: string; readonly border: Border },
): GoldenStep {
  const edit = border.edit();
  const load = {
    model: test.model,
    displayName: test.path,
    externalData,
    stamp,
    appended: new Uint8Array(),
    ...(edit ? { edit } : {}),
    threads: THREADS,
  };
  return { kind: 'run', load, feeds: border.feeds, fetches: [...border.fetches] };
}

/** The first output that is otherwise than expected. */
function judge(
  { graph }: ModelFile,
  expected: readonly PbValue[],
  outputs: readonly BorderOutput[],
  { tolerance, failing }: { readonly tolerance: Tolerance; readonly failing: number },
): GoldenVerdict {
  for (const [index, output] of outputs.entries()) {
    const wanted = expected[index];
    if (output.kind !== 'known' || !wanted) continue;
    const verdict = judgeOutput(wanted, output.value, tolerance, failing);
    const name = graph.outputs[index]?.name ?? '';
    if (verdict.status !== 'passed')
      return { ...named(verdict, name), output: name, message: `Output '${name}': ${verdict.message ?? ''}` };
  }
  return { status: 'passed' };
}

async function refusal(
  test: OnnxCase,
  { kind, message }: Exclude<GoldenAnswer, { readonly kind: 'outputs' }>,
): Promise<GoldenVerdict> {
  if (kind === 'failed')
    return { status: 'error', reason: 'run-failed', message: `The model failed: ${plainText(message)}` };
  const { summary } = await readModel(test.model, test.path);
  const error = explainLoadError(message, summary, test.path);
  return { status: 'error', reason: error.issues[0]?.code ?? 'model-refused', message: error.message };
}

function unanswered(test: OnnxCase): WorkbenchError {
  const message = `${test.path} did not give the outputs that were asked for.`;
  return new WorkbenchError('run', { code: 'test-unanswered', message });
}
