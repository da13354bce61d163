import type { Dtype } from '../contract/dtype';

/** Dtypes that onnxruntime-node 1.30 takes and gives at the border of a model; with others it refuses or aborts. */
const BORDER_TYPES: ReadonlySet<Dtype> = new Set([
  'float16',
  'float32',
  'float64',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'bool',
  'string',
]);

export function isBorderType(dtype: Dtype): boolean {
  return BORDER_TYPES.has(dtype);
}

/** What stands for a dtype at the border: casting to it and back loses nothing. */
export function carrierOf(dtype: Dtype): Dtype {
  if (isBorderType(dtype)) return dtype;
  if (dtype === 'int4' || dtype === 'int2') return 'int8';
  return dtype === 'uint4' || dtype === 'uint2' ? 'uint8' : 'float32';
}
