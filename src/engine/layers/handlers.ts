import type { Handlers } from '../../contract/rpc';
import { createLayerFold, type LayerFold } from '../../compare/layers';
import { listLayers } from '../../onnx/layers/list-layers';
import { roundTo } from '../comparison/round';
import type { LayersProtocol } from '../workers/layers-protocol';

/** Groups of layers in the data thread, by their id. */
export function createLayerHandlers(): Handlers<LayersProtocol> {
  const groups = new Map<string, LayerFold>();
  return {
    listLayers: ({ path, file }) => listLayers(path, file),
    openLayerGroup: ({ id, pairs, tolerance }) =>
      void groups.set(id, createLayerFold(pairs, { tolerance, round: roundTo })),
    addLayers: ({ id, baseline, candidate }) => groups.get(id)?.add(baseline, candidate),
    closeLayerGroup: (id) => {
      const found = groups.get(id)?.result() ?? [];
      groups.delete(id);
      return found;
    },
  };
}
