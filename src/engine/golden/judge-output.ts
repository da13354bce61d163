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
  most = 0,
): GoldenVerdict {
  if (expected.kind === 'tensor' && actual.kind === 'tensor')
    return judgeTensor(expected.tensor, actual.tensor, tolerance, most);
  const [wanted, given] = [itemsOf(expected), itemsOf(actual)];
  if (wanted.length !== given.length) {
    const message = `It has ${given.length} items, and ${wanted.length} were expected.`;
    return { status: 'failed', reason: 'length-differs', message };
  }
  for (const [index, item] of wanted.entries()) {
    const own = given[index];
    const verdict = own ? judgeOutput(item, own, tolerance, most) : undefined;
    if (verdict && verdict.status !== 'passed')
      return { ...named(verdict, `[${index}]`), message: `Item ${index}: ${verdict.message ?? ''}` };
  }
  return { status: 'passed' };
}

/** With the name of the value, or what leads to an item of it, in front of the values of its rows. */
export function named(verdict: GoldenVerdict, name: string): GoldenVerdict {
  const failing = verdict.failing?.map((row) => ({
    ...row,
    values: row.values.map((value) => ({ ...value, name: name + value.name })),
  }));
  return failing ? { ...verdict, failing } : verdict;
}

function itemsOf<T extends TensorValue>(value: GraphValue<T>): readonly GraphValue<T>[] {
  if (value.kind === 'sequence') return value.items;
  return value.kind === 'optional' && value.value ? [value.value] : [];
}
