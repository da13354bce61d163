import type { PredictRequest } from '../../contract/predict';
import type { InputLogging, RunSettings } from '../../contract/run';

/** What of a request the log keeps, so that the same can be run again. A value that was set is an input like any other. */
export function settingsOf(request: PredictRequest, inputs: InputLogging): RunSettings {
  const { folder, binding, reading, onError, batch = null } = request;
  const { set: _, ...withoutValues } = binding;
  return { folder, binding: inputs === 'full' ? binding : withoutValues, reading, onError, batch };
}
