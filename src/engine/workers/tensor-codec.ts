import { Tensor } from 'onnxruntime-node';
import type { TensorData, TensorValue } from '../../contract/tensor';
import { carrierOf } from '../../onnx/border-types';

type RuntimeTensor = Tensor | { type: 'float16'; dims: readonly number[]; location: 'cpu'; data: Uint16Array };

/** Integers of 4 and 2 bits go as their carriers. float16 is fed as a plain object, because the constructor refuses its bits where Float16Array exists. */
export function toRuntime(value: TensorValue): RuntimeTensor {
  if (value.dtype === 'float16')
    return { type: 'float16', dims: value.dims, location: 'cpu', data: value.data as Uint16Array };
  return new Tensor(carrierOf(value.dtype) as Tensor.Type, value.data, value.dims);
}

/** Float16Array (where the runtime gives one) becomes its bits. */
export function fromRuntime(tensor: Tensor): TensorValue {
  return { dtype: tensor.type, dims: tensor.dims, data: ownData(tensor.data) };
}

function ownData(data: unknown): TensorData {
  if (ArrayBuffer.isView(data) && data.constructor.name === 'Float16Array') {
    return new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  }
  return data as TensorData;
}
