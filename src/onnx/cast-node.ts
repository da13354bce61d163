import { codeOfDtype } from '../contract/element-types';
import type { Dtype } from '../contract/dtype';
import type { EditAttribute, EditNode } from './graph-fields';

/** Float8 keeps infinities only where it does not saturate; other types know no such attribute. */
export function castNode(from: string, to: string, dtype: Dtype): EditNode {
  const code: EditAttribute = { name: 'to', kind: 'int', value: codeOfDtype(dtype) };
  const saturates = dtype.startsWith('float8e4') || dtype.startsWith('float8e5');
  const attributes: readonly EditAttribute[] = saturates ? [code, { name: 'saturate', kind: 'int', value: 0 }] : [code];
  return { op: 'Cast', inputs: [from], output: to, attributes };
}
