import { expect, test } from 'vitest';
import type { Dim, ValueInfo } from '../../../../src/contract/model';
import { signatureText, typeText } from '../../../../src/extension/models/signature';

function value(name: string, shape: readonly Dim[] | null = [null, 1], type = 'float32'): ValueInfo {
  return { name, type, shape };
}

test.each([
  [value('x', ['N', 13]), 'float32[N,13]'],
  [value('x', [null, 3, 224, 224]), 'float32[?,3,224,224]'],
  [value('x', ['', 2]), 'float32[?,2]'],
  [value('x', [], 'bool'), 'bool'],
  [value('x', null, 'seq(map(int64,float32))'), 'seq(map(int64,float32))'],
])('the type of %j is %s', (info, text) => {
  expect(typeText(info)).toBe(text);
});

test.each([
  ['one input in full', ['X'], ['label', 'probabilities'], 'X float32[?,1] → label, probabilities'],
  ['two in full', ['ids', 'mask'], ['logits'], 'ids float32[?,1], mask float32[?,1] → logits'],
  ['three by name', ['a', 'b', 'c'], ['y'], 'a, b, c → y'],
  ['more by name as far as they fit', ['a', 'b', 'c', 'd', 'e'], ['y', 'z', 'v', 'w'], 'a, b, c, +2 → y, z, v, +1'],
  ['a model without inputs', [], ['y'], '→ y'],
])('%s', (_what, inputs, outputs, text) => {
  const all = (names: readonly string[]): ValueInfo[] => names.map((name) => value(name));
  expect(signatureText({ inputs: all(inputs), outputs: all(outputs) })).toBe(text);
});
