import { intOf, newNode, withoutAttributes, type OpenNode } from './open-node';
import type { NodeRule } from './rewrite';

const RECURRENT: ReadonlySet<string> = new Set(['RNN', 'GRU', 'LSTM']);
/** Inputs that have the batch as an axis: the sequence, and the states at its start. */
const BATCHED_INPUTS: ReadonlySet<number> = new Set([0, 5, 6]);
/** [batch, x, size] from [x, batch, size], and back. */
const SWAP = [1, 0, 2];
/** [batch, sequence, directions, size] from [sequence, directions, batch, size]. */
const BATCH_FIRST = [2, 0, 1, 3];

/** Recurrent networks whose first axis is the batch (`layout` 1), in the layout that the runtime has. */
export const batchFirstNode: NodeRule = (node, scope) => {
  if (node.domain !== '' || !RECURRENT.has(node.op) || intOf(node, 'layout') !== 1) return undefined;
  const before: OpenNode[] = [];
  const after: OpenNode[] = [];
  const inputs = node.inputs.map((name, index) => {
    if (name === '' || !BATCHED_INPUTS.has(index)) return name;
    const turned = scope.fresh();
    before.push(transpose(name, turned, SWAP));
    return turned;
  });
  const outputs = node.outputs.map((name, index) => {
    if (name === '') return name;
    const turned = scope.fresh();
    after.push(transpose(turned, name, index === 0 ? BATCH_FIRST : SWAP));
    return turned;
  });
  return [...before, { ...withoutAttributes(node, 'layout'), inputs, outputs }, ...after];
};

function transpose(from: string, to: string, axes: readonly number[]): OpenNode {
  return newNode('Transpose', [from], to, [{ name: 'perm', kind: 'ints', value: axes }]);
}
