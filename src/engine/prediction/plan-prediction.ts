import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { ExpectedInput } from '../../contract/expected';
import { WorkbenchError, type Issue } from '../../contract/issue';
import type { PredictRequest } from '../../contract/predict';
import type { Sidecar } from '../../contract/sidecar';
import { generateTable } from '../../data/generate';
import { openTable, openText } from '../../data/open';
import type { Batch, TableSource } from '../../data/table';
import { likelyRefusal, loadProblem } from '../../onnx/problems';
import { planOutputs, type OutputMeaning } from '../../tensors/output-meaning';
import { planBinding } from '../../tensors/plan';
import type { PlanInput, PlanResult } from '../../tensors/plan-types';
import { expectedInputs } from '../../tensors/expected';
import { templateColumns } from '../../tensors/template';
import { planBatching, SAMPLE_ROWS, type Batching } from './batching';
import { readStampedModel, type ReadModel } from './model';
import { takeSample } from './sample';
import { changedSettings, readSettings } from './settings';

/** A model, a table and how the one feeds the other. */
export interface Planned {
  readonly model: ReadModel;
  readonly sidecar?: Sidecar;
  /** The data as messages name it, and where it lies. */
  readonly data: { readonly name: string; readonly path: string };
  readonly source: TableSource;
  /** All batches from the first row, those of the sample too. */
  readonly batches: AsyncIterator<Batch>;
  readonly meaning: OutputMeaning;
  readonly batching: Batching;
  readonly result: PlanResult;
  /** Of settings, neighbours, outputs and table; the plan has its own. */
  readonly issues: readonly Issue[];
  /** Milliseconds spent reading the sample. */
  readonly parse: number;
}

export type PlanRequest = Pick<PredictRequest, 'model' | 'data' | 'folder' | 'binding' | 'reading' | 'batch'>;

/** Data that is open already, because somebody else reads it too, and how many rows of it go together. */
export interface SharedData extends OpenedData {
  readonly batching: Batching;
}

/** Reads model, settings and first rows, and plans. The caller closes `source`. Throws WorkbenchError. */
export async function planPrediction(request: PlanRequest, shared?: SharedData): Promise<Planned> {
  const { input, ...gathered } = await gatherPlan(request, shared);
  try {
    const result = planBinding(input);
    const refusal = result.kind === 'stopped' ? likelyRefusal(input.analysis) : undefined;
    if (refusal) throw refusal;
    return { ...gathered, result };
  } catch (error) {
    await gathered.source.close();
    throw error;
  }
}

/** All that a plan is made of. */
export type Gathered = Omit<Planned, 'result'> & { readonly input: PlanInput };

/** Reads model, settings and first rows. The caller closes `source`. Throws WorkbenchError. */
export async function gatherPlan(request: PlanRequest, shared?: SharedData): Promise<Gathered> {
  const model = await readStampedModel(request.folder, request.model);
  const problem = loadProblem(model.analysis);
  if (problem) throw problem;
  const settings = await readSettings(model, sidecarPath(request));
  const { names } = settings;
  const sidecar = changedSettings(settings.sidecar, request.binding.settings);
  const meaning = planOutputs(model.analysis, sidecar, names);
  const started = performance.now();
  const opening = (): Promise<OpenedData> =>
    openData(request, () => {
      const { dims, set } = request.binding;
      return expectedInputs({ analysis: model.analysis, ...settings, dims, set });
    });
  const { source, data, title } = shared ?? (await opening());
  try {
    const batching = shared?.batching ?? planBatching(model.analysis, meaning, source.head, request.batch);
    const { sample, batches } = await takeSample(source.batches(batching.rows), SAMPLE_ROWS);
    if (sample.length === 0) throw noRows(title);
    const parse = performance.now() - started;
    const input: PlanInput = {
      analysis: model.analysis,
      head: source.head,
      sample,
      ...(sidecar ? { sidecar } : {}),
      beside: settings.beside,
      options: request.binding,
      dataName: title,
      ...(names ? { classNames: names } : {}),
    };
    const issues = [...settings.issues, ...meaning.issues, ...source.head.issues];
    return { model, ...(sidecar ? { sidecar } : {}), data, source, batches, meaning, batching, issues, parse, input };
  } catch (error) {
    await source.close();
    throw error;
  }
}

export interface OpenedData {
  readonly source: TableSource;
  readonly data: { readonly name: string; readonly path: string };
  /** The data's name in messages. */
  readonly title: string;
}

/** Throws WorkbenchError where the data cannot be read. `expected` tells what made-up rows have to look like. */
export async function openData(
  { data, folder, reading }: Pick<PlanRequest, 'data' | 'folder' | 'reading'>,
  expected: () => readonly ExpectedInput[],
): Promise<OpenedData> {
  switch (data.kind) {
    case 'file': {
      const path = resolve(folder, data.path);
      const source = await openTable({ kind: 'file', path, displayName: data.path }, reading);
      return { source, data: { name: data.path, path }, title: data.path };
    }
    case 'stdin': {
      // In a worker thread `process.stdin` is not the standard input of the process; its descriptor is.
      const stream = createReadStream('', { fd: 0, autoClose: false });
      const source = await openTable({ kind: 'stdin', stream, displayName: 'standard input' }, reading);
      return { source, data: { name: '-', path: '-' }, title: 'standard input' };
    }
    case 'inline': {
      const { file: title = 'the data given', label = 'inline' } = data;
      const { encoding: _, ...options } = reading;
      const source = await openText(data.text, data.format, title, options);
      return { source, data: { name: label, path: label }, title };
    }
    case 'generated': {
      const source = generateTable({ columns: templateColumns(expected()), rows: data.rows });
      return { source, data: { name: 'generated', path: 'generated' }, title: 'generated' };
    }
  }
}

function sidecarPath({ binding, folder }: PlanRequest): string | undefined {
  return binding.sidecar === undefined ? undefined : resolve(folder, binding.sidecar);
}

function noRows(file: string): WorkbenchError {
  return new WorkbenchError('data', {
    code: 'no-rows',
    message: `${file} has no rows: there is nothing to predict.`,
    file,
  });
}
