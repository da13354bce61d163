import type { ModelSummary } from '../../src/contract/model';

/** A summary of a model with nothing in it, and what a test says of it. */
export function someModel(said: Partial<ModelSummary> = {}): ModelSummary {
  return {
    file: 'model.onnx',
    bytes: 1,
    irVersion: 8,
    producer: 'test',
    opsets: [],
    inputs: [],
    outputs: [],
    initializerInputs: [],
    metadata: {},
    nodes: 1,
    operators: [],
    parameters: 1,
    externalData: [],
    problems: [],
    ...said,
  };
}
