import type { PythonCodeRequest } from '../../contract/engine';
import { WorkbenchError, type Issue } from '../../contract/issue';
import { batchPolicy } from '../../tensors/batches';
import type { PythonData } from '../../tensors/python/python-run';
import { pythonScript } from '../../tensors/python/python-script';
import { planPrediction, type Planned } from './plan-prediction';

/** Python code that makes the predictions of a request. Throws WorkbenchError where the plan does not stand. */
export async function pythonCode(request: PythonCodeRequest): Promise<string> {
  const planned = await planPrediction(request);
  const { model, source, result, meaning } = planned;
  try {
    if (result.kind === 'stopped') throw stopped(result.issues);
    if (model.analysis.border) throw notInPython(request.model);
    const { encoding } = request.reading;
    return pythonScript({
      model: model.path,
      data: dataOf(request, planned),
      head: source.head,
      ...(encoding === undefined ? {} : { encoding }),
      plan: result.plan,
      meaning,
      skipsRows: request.onError === 'skip',
      ...batchOf(request, planned),
    });
  } finally {
    await source.close();
  }
}

/** Adapters stand between rows and such a model here; Python's onnxruntime has none. */
function notInPython(model: string): WorkbenchError {
  const message = `${model} has inputs or outputs that take adapters here (sequences, optionals, bfloat16 or smaller types), which Python's onnxruntime does not have. Export it with float32 there to get code.`;
  return new WorkbenchError('usage', { code: 'python-needs-adapters', message, file: model });
}

function dataOf({ data }: PythonCodeRequest, planned: Planned): PythonData {
  if (data.kind === 'inline') return { kind: 'text', text: data.text };
  return data.kind === 'stdin' ? data : { kind: 'file', path: planned.data.path };
}

/** All rows go at once, but where the answers depend on how many were asked for. */
function batchOf({ batch }: PythonCodeRequest, { model, meaning }: Planned): { readonly batch?: number } {
  if (batch === undefined) return {};
  return batchPolicy(model.analysis, meaning).kind === 'whole' ? { batch } : {};
}

function stopped([first, ...more]: readonly Issue[]): Error {
  return first ? new WorkbenchError('binding', first, more) : new Error('A plan stopped without a reason.');
}
