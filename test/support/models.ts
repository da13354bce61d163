import { buildModel, node, tensor } from './onnx-builder';

/** A Loop without a trip limit whose condition stays true: `run` never returns. Input `x` float32 [rows]. */
export function endlessLoop(): Uint8Array {
  const body = {
    name: 'body',
    inputs: [tensor('step', 'int64', []), tensor('goes_on', 'bool', []), tensor('value_in', 'float32', ['rows'])],
    outputs: [tensor('still', 'bool', []), tensor('value_out', 'float32', ['rows'])],
    nodes: [node('Identity', ['goes_on'], ['still']), node('Identity', ['value_in'], ['value_out'])],
  };
  return buildModel({
    inputs: [tensor('x', 'float32', ['rows'])],
    outputs: [tensor('y', 'float32', ['rows'])],
    initializers: [{ name: 'true', dtype: 'bool', dims: [], data: Uint8Array.of(1) }],
    nodes: [node('Loop', ['', 'true', 'x'], ['y'], { body: { kind: 'graph', value: body } })],
  });
}

/** int32 `x / -1`: -2147483648 in `x` (int32 [rows]) kills the process with SIGFPE. */
export function integerDivision(): Uint8Array {
  return buildModel({
    inputs: [tensor('x', 'int32', ['rows'])],
    outputs: [tensor('y', 'int32', ['rows'])],
    initializers: [{ name: 'minus_one', dtype: 'int32', dims: [], data: Int32Array.of(-1) }],
    nodes: [node('Div', ['x', 'minus_one'], ['y'])],
  });
}

/** A model of `steps` Add nodes in a row, input `x` float32 [rows]: slow to create when there are thousands. */
export function chainOfAdds(steps: number): Uint8Array {
  const names = Array.from({ length: steps + 1 }, (_, step) => (step === 0 ? 'x' : step === steps ? 'y' : `t${step}`));
  return buildModel({
    inputs: [tensor('x', 'float32', ['rows'])],
    outputs: [tensor('y', 'float32', ['rows'])],
    initializers: [{ name: 'one', dtype: 'float32', dims: [], data: Float32Array.of(1) }],
    nodes: names.slice(1).map((name, step) => node('Add', [names[step] ?? 'x', 'one'], [name])),
  });
}
