import { resolve } from 'node:path';
import type { CompareRequest } from '../../contract/compare';
import type { Side, SideName } from '../../contract/side';
import type { PredictRequest } from '../../contract/predict';
import type { Sidecar } from '../../contract/sidecar';
import { loadProblem } from '../../onnx/problems';
import { planOutputs, type OutputMeaning } from '../../tensors/output-meaning';
import { readStampedModel, type ReadModel } from '../prediction/model';
import { changedSettings, readSettings, type Settings } from '../prediction/settings';

export type ModelSide = Extract<Side, { kind: 'model' }>;

/** A model that is one side, as far as it is known before any data. */
export interface ReadSide {
  readonly name: SideName;
  readonly model: ReadModel;
  readonly meaning: OutputMeaning;
  readonly sidecar?: Sidecar;
  readonly settings: Settings;
}

/** Throws WorkbenchError where the model or its settings cannot be read. */
export async function readSide(request: CompareRequest, name: SideName, side: ModelSide): Promise<ReadSide> {
  const { binding, folder } = sideRequest(request, name, side);
  const model = await readStampedModel(folder, side.path);
  const problem = loadProblem(model.analysis);
  if (problem) throw problem;
  const explicit = binding.sidecar === undefined ? undefined : resolve(folder, binding.sidecar);
  const settings = await readSettings(model, explicit);
  const sidecar = changedSettings(settings.sidecar, binding.settings);
  const meaning = planOutputs(model.analysis, sidecar, settings.names);
  return { name, model, meaning, settings, ...(sidecar ? { sidecar } : {}) };
}

/** The prediction that one side is: its own columns and settings, the same rows, nothing written. */
export function sideRequest(request: CompareRequest, name: SideName, side: ModelSide): PredictRequest {
  const { folder, reading, binding, batch, limits, columns } = request;
  const own = columns?.[name] ?? binding.columns;
  const sidecar = side.sidecar ?? binding.sidecar;
  return {
    model: side.path,
    data: request.data ?? { kind: 'generated', rows: 0 },
    folder,
    binding: { ...binding, ...(own ? { columns: own } : {}), ...(sidecar === undefined ? {} : { sidecar }) },
    reading,
    onError: 'stop',
    ...(batch === undefined ? {} : { batch }),
    saveSidecar: false,
    log: { kind: 'off' },
    pages: false,
    output: { kind: 'none' },
    source: 'compare',
    ...(side.origin ? { origin: side.origin } : {}),
    ...(limits ? { limits } : {}),
  };
}
