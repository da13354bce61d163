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
  if (expected.kind === 'map') return judgeMap(expected, actual, tolerance, most);
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

/** Keys are the same in any order, and each has the value that is expected. */
function judgeMap(
  { keys, values }: Extract<GraphValue, { readonly kind: 'map' }>,
  actual: GraphValue<TensorValue>,
  tolerance: Tolerance,
  most: number,
): GoldenVerdict {
  const given = new Map(actual.kind === 'map' ? actual.keys.map((key, index) => [key, actual.values[index]]) : []);
  const other = keys.length !== given.size || keys.some((key) => !given.has(key));
  if (other) {
    const message = `It has the keys ${[...given.keys()].join(', ')}, and ${keys.join(', ')} were expected.`;
    return { status: 'failed', reason: 'keys-differ', message };
  }
  for (const [index, key] of keys.entries()) {
    const [wanted, own] = [values[index], given.get(key)];
    const verdict = wanted && own ? judgeOutput(wanted, own, tolerance, most) : undefined;
    if (verdict && verdict.status !== 'passed')
      return { ...named(verdict, `[${key}]`), message: `Key ${key}: ${verdict.message ?? ''}` };
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
