import type { Dtype } from '../../contract/dtype';
import { float16Bits, float16Value } from '../../data/float16';

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The value of a dtype that is nearest to `value`, ties to even. */
export function roundTo(value: number, dtype: Dtype): number {
  switch (dtype) {
    case 'float32':
      return Math.fround(value);
    case 'float16':
      return float16Value(float16Bits(value));
    case 'bfloat16':
      return bfloat16(value);
    default:
      return value;
  }
}

function bfloat16(value: number): number {
  float[0] = value;
  const [pattern = 0] = bits;
  if (Number.isNaN(value)) return NaN;
  bits[0] = (pattern + 0x7fff + ((pattern >>> 16) & 1)) & 0xffff0000;
  return float.at(0) ?? NaN;
}
