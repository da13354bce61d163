import type { Tolerance, ToleranceOptions } from '../contract/tolerance';
import type { Dtype } from '../contract/dtype';

const COARSEST: Tolerance = { atol: 0.02, rtol: 0.01 };

/** ONNX Runtime's defaults for its operator tests, the finest dtype first. */
const BY_DTYPE: ReadonlyMap<Dtype, Tolerance> = new Map<Dtype, Tolerance>([
  ['float64', { atol: 1e-5, rtol: 1e-5 }],
  ['float32', { atol: 1e-5, rtol: 1e-4 }],
  ['float16', { atol: 2.5e-3, rtol: 1e-3 }],
  ['bfloat16', COARSEST],
]);

const FINENESS = [...BY_DTYPE.keys()];

/** What whole numbers, text, bools and labels are held to. */
export const EXACT: Tolerance = { atol: 0, rtol: 0 };

/** Whether values of a dtype are compared with a tolerance. */
export function isFloat(dtype: Dtype): boolean {
  return BY_DTYPE.has(dtype) || dtype.startsWith('float');
}

/** The dtype whose tolerance holds for two: the coarser one. Float8 and float4 count as bfloat16. */
export function coarserDtype(one: Dtype, other: Dtype): Dtype {
  return rank(one) >= rank(other) ? one : other;
}

function rank(dtype: Dtype): number {
  const known = FINENESS.indexOf(dtype);
  if (known >= 0) return known;
  return isFloat(dtype) ? FINENESS.length : -1;
}

/** The tolerance of a pair of outputs: what is said of this output, else of all, else what the coarser dtype has. */
export function toleranceOf(
  output: string,
  dtypes: readonly [Dtype, Dtype],
  options: Pick<ToleranceOptions, 'rtol' | 'atol' | 'outputs'>,
): Tolerance {
  const own = options.outputs && Object.hasOwn(options.outputs, output) ? options.outputs[output] : {};
  const dtype = coarserDtype(...dtypes);
  if (!isFloat(dtype)) return { ...EXACT, ...own };
  const { rtol, atol } = BY_DTYPE.get(dtype) ?? COARSEST;
  return { rtol: own?.rtol ?? options.rtol ?? rtol, atol: own?.atol ?? options.atol ?? atol };
}
