import type { LayerComparison } from '../../contract/layer-comparison';
import type { TensorValue } from '../../contract/tensor';
import type { ToleranceOptions } from '../../contract/tolerance';
import type { LayerPair } from '../../compare/pair-layers';
import type { ListedLayers } from '../../onnx/layers/list-layers';

/** What the thread that reads data answers about layers. Groups under way are held by an id. */
export interface LayersProtocol {
  /** `file` names the model in messages. */
  listLayers(request: { readonly path: string; readonly file: string }): ListedLayers;
  openLayerGroup(request: {
    readonly id: string;
    readonly pairs: readonly LayerPair[];
    readonly tolerance: ToleranceOptions;
  }): void;
  /** One run of both models, by the names of the tensors. */
  addLayers(request: {
    readonly id: string;
    readonly baseline: ReadonlyMap<string, TensorValue>;
    readonly candidate: ReadonlyMap<string, TensorValue>;
  }): void;
  closeLayerGroup(id: string): readonly LayerComparison[];
}
