import type { Tolerance } from '../../contract/tolerance';
import type { GoldenVerdict } from '../../contract/golden';
import type { TensorValue } from '../../contract/tensor';
import { judgeTensor } from '../../compare/golden';
import type { GraphValue } from '../../onnx/border';

/** Judges tensors, and sequences and optionals item by item; the first item that differs is the verdict. */
export function judgeOutput(
  expected: GraphValue,
  actual: GraphValue<TensorValue>,
  tolerance: Tolerance,
): GoldenVerdict {
  if (expected.kind === 'tensor' && actual.kind === 'tensor')
    return judgeTensor(expected.tensor, actual.tensor, tolerance);
  const [wanted, given] = [itemsOf(expected), itemsOf(actual)];
  if (wanted.length !== given.length) {
    const message = `It has ${given.length} items, and ${wanted.length} were expected.`;
    return { status: 'failed', reason: 'length-differs', message };
  }
  for (const [index, item] of wanted.entries()) {
    const own = given[index];
    const verdict = own ? judgeOutput(item, own, tolerance) : undefined;
    if (verdict && verdict.status !== 'passed')
      return { ...verdict, message: `Item ${index}: ${verdict.message ?? ''}` };
  }
  return { status: 'passed' };
}

function itemsOf<T extends TensorValue>(value: GraphValue<T>): readonly GraphValue<T>[] {
  if (value.kind === 'sequence') return value.items;
  return value.kind === 'optional' && value.value ? [value.value] : [];
}
