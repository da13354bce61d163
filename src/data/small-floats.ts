import type { Dtype } from '../contract/dtype';
import type { TensorData } from '../contract/tensor';

/** How a float of at most 8 bits is laid out: sign, exponent, mantissa. */
interface Layout {
  readonly exponent: number;
  readonly mantissa: number;
  readonly bias: number;
  /** `ieee`: infinities and NaN at the largest exponent; `all-ones`: NaN where all other bits are 1; `minus-zero`: NaN in place of -0. */
  readonly special: 'ieee' | 'all-ones' | 'minus-zero' | 'none';
}

/** As "OCP 8-bit Floating Point", "OCP Microscaling Formats" and ONNX's "Float stored in 8 bits" have them. */
const LAYOUTS: Partial<Record<Dtype, Layout>> = {
  float8e4m3fn: { exponent: 4, mantissa: 3, bias: 7, special: 'all-ones' },
  float8e4m3fnuz: { exponent: 4, mantissa: 3, bias: 8, special: 'minus-zero' },
  float8e5m2: { exponent: 5, mantissa: 2, bias: 15, special: 'ieee' },
  float8e5m2fnuz: { exponent: 5, mantissa: 2, bias: 16, special: 'minus-zero' },
  float6e2m3: { exponent: 2, mantissa: 3, bias: 1, special: 'none' },
  float6e3m2: { exponent: 3, mantissa: 2, bias: 3, special: 'none' },
  float4e2m1: { exponent: 2, mantissa: 1, bias: 1, special: 'none' },
};

/** The numbers of a tensor of bfloat16, float8, float6 or float4, which is kept as its bits; undefined for other tensors. */
export function wideFloats(dtype: Dtype, data: TensorData): Float32Array | undefined {
  if (data instanceof Uint8Array) return smallFloats(dtype, data);
  if (dtype !== 'bfloat16' || !(data instanceof Uint16Array)) return undefined;
  // A bfloat16 is the upper half of a float32.
  return new Float32Array(Uint32Array.from(data, (bits) => bits << 16).buffer);
}

/** The numbers that the bits of a float8, float6 or float4 tensor stand for; undefined for other dtypes. */
export function smallFloats(dtype: Dtype, bits: Uint8Array): Float32Array | undefined {
  if (dtype === 'float8e8m0') return Float32Array.from(bits, (code) => (code === 0xff ? NaN : 2 ** (code - 127)));
  const layout = LAYOUTS[dtype];
  if (!layout) return undefined;
  const table = Float32Array.from({ length: 256 }, (_, code) => valueOf(code, layout));
  return Float32Array.from(bits, (code) => table[code] ?? NaN);
}

function valueOf(code: number, { exponent, mantissa, bias, special }: Layout): number {
  const signBit = 1 << (exponent + mantissa);
  const size = code & (signBit - 1);
  const sign = (code & signBit) === 0 ? 1 : -1;
  if (special === 'minus-zero' && code === signBit) return NaN;
  if (special === 'all-ones' && size === signBit - 1) return NaN;
  const power = size >> mantissa;
  const fraction = size & ((1 << mantissa) - 1);
  if (special === 'ieee' && power === (1 << exponent) - 1) return fraction === 0 ? sign * Infinity : NaN;
  const subnormal = power === 0;
  const significand = subnormal ? fraction : fraction + (1 << mantissa);
  return sign * significand * 2 ** ((subnormal ? 1 : power) - bias - mantissa);
}
