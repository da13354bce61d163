import type { ComparePageState } from '../../contract/compare-page';
import type { EngineProtocol } from '../../contract/engine';
import { createLatest } from '../../contract/latest';
import type { CompareLayersRequest, Layers, LayersProgress } from '../../contract/layer-comparison';
import type { Client } from '../../contract/rpc';

/** Compares two models operator by operator, beside the comparison that it belongs to. */
export interface LayersRun {
  /** Undefined where none is under way. */
  progress(): ComparePageState['layers'];
  /** Undefined where it was cancelled. Throws where layers cannot be compared. */
  compare(request: CompareLayersRequest): Promise<Layers | undefined>;
  cancel(): void;
}

/** `onProgress` is told when it begins and of each step. */
export function createLayersRun(
  engine: Pick<Client<EngineProtocol>, 'compareLayers'>,
  onProgress: () => void,
): LayersRun {
  const latest = createLatest();
  let progress: ComparePageState['layers'];
  const tell = (next: ComparePageState['layers']): void => {
    progress = next;
    onProgress();
  };
  return {
    progress: () => progress,
    compare: (request) => {
      tell({ done: 0 });
      return latest.run(async (signal) => {
        try {
          return await engine.compareLayers(request, {
            signal,
            onProgress: (report) => {
              const { done, total } = report as LayersProgress;
              if (!signal.aborted) tell({ done, total });
            },
          });
        } finally {
          if (!signal.aborted) progress = undefined;
        }
      });
    },
    cancel: () => {
      latest.cancel();
      progress = undefined;
    },
  };
}
