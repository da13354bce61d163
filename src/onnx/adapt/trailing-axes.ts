import { codeOfDtype } from '../../contract/element-types';
import { newNode, type OpenNode } from './open-node';
import type { Scope } from './rewrite';

const TO_THE_END = 2 ** 31 - 1;

/**
 * Nodes that give a tensor as many axes of size 1 at its end as `like` has axes from `from` on (from its end where that
 * is negative), and the name of the result: what broadcasting along an axis is in the terms of NumPy.
 */
export function withTrailingAxes(
  name: string,
  like: string,
  from: number,
  { fresh }: Scope,
): { readonly nodes: readonly OpenNode[]; readonly wide: string } {
  const [shape, rest, same, ones, own, target, wide] = [fresh(), fresh(), fresh(), fresh(), fresh(), fresh(), fresh()];
  const nodes = [
    newNode('Shape', [like], shape),
    newNode('Slice', [shape], rest, [
      { name: 'starts', kind: 'ints', value: [from] },
      { name: 'ends', kind: 'ints', value: [TO_THE_END] },
    ]),
    newNode('Equal', [rest, rest], same),
    newNode('Cast', [same], ones, [{ name: 'to', kind: 'int', value: codeOfDtype('int64') }]),
    newNode('Shape', [name], own),
    newNode('Concat', [own, ones], target, [{ name: 'axis', kind: 'int', value: 0 }]),
    newNode('Reshape', [name, target], wide),
  ];
  return { nodes, wide };
}
