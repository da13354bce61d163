import {
  floatOf,
  intOf,
  intsOf,
  newNode,
  textAttribute,
  withAttribute,
  withoutAttributes,
  type OpenNode,
} from './open-node';
import type { NodeRule, Scope } from './rewrite';
import { withTrailingAxes } from './trailing-axes';

/** The first opset of which the runtime has every operator. */
export const FIRST_WHOLE_OPSET = 7;

/** Until this opset operators said which inputs they may overwrite. */
const OVERWRITING = 6;

/** Operators that broadcast as NumPy does since opset 7, and only where an attribute said so before. */
const BROADCASTING: ReadonlySet<string> = new Set([
  ...['Add', 'Sub', 'Mul', 'Div', 'Pow'],
  ...['And', 'Or', 'Xor', 'Equal', 'Greater', 'Less'],
]);

/** Undefined where opset 7 has no words for what the node says. */
type Change = (node: OpenNode, scope: Scope) => readonly OpenNode[] | undefined;

interface OperatorChange {
  readonly since: number;
  readonly change: Change;
}

/** What operators say otherwise from an opset on ("Operator Changelog" of ONNX). */
const CHANGES: ReadonlyMap<string, OperatorChange> = new Map<string, OperatorChange>([
  ...[...BROADCASTING].map((op) => [op, { since: 7, change: broadcast }] as const),
  ...['RNN', 'GRU', 'LSTM'].map((op) => [op, { since: 7, change: dropping('output_sequence') }] as const),
  ...['BatchNormalization', 'Dropout'].map((op) => [op, { since: 7, change: inference }] as const),
  ['Gemm', { since: 7, change: dropping('broadcast') }],
  ['PRelu', { since: 7, change: channelSlopes }],
  ['Upsample', { since: 7, change: upsample }],
  ['Cast', { since: 6, change: castByName }],
  ['Reshape', { since: 5, change: reshape }],
  ['Concat', { since: 4, change: secondAxis }],
  ['Pad', { since: 2, change: pad }],
]);

/**
 * Says in the terms of opset 7 what a node of an older opset says; `giveUp` is called for what has no such terms (a dropout
 * that trains), because the node would then say something else.
 */
export function raiseNode(opset: number, giveUp: (op: string) => void): NodeRule {
  return (node, scope) => {
    if (node.domain !== '') return undefined;
    const own = opset < OVERWRITING ? withoutAttributes(node, 'consumed_inputs') : node;
    const due = CHANGES.get(node.op);
    if (!due || due.since <= opset) return own.attributes.length === node.attributes.length ? undefined : [own];
    const raised = due.change(own, scope);
    if (!raised) giveUp(node.op);
    return raised;
  };
}

function dropping(name: string): Change {
  return (node) => [withoutAttributes(node, name)];
}

/** Only what does not train is the same. */
function inference(node: OpenNode): readonly OpenNode[] | undefined {
  return intOf(node, 'is_test') === 1 ? [withoutAttributes(node, 'is_test')] : undefined;
}

function broadcast(node: OpenNode, scope: Scope): readonly OpenNode[] | undefined {
  const plain = withoutAttributes(node, 'broadcast', 'axis');
  const axis = intOf(node, 'axis');
  const [first = '', second = ''] = node.inputs;
  if (axis === undefined || intOf(node, 'broadcast') !== 1) return [plain];
  const rank = scope.facts.get(second)?.rank;
  if (rank === undefined) return undefined;
  const end = axis + rank;
  if (rank === 0 || (axis < 0 && end === 0)) return [plain];
  const { nodes, wide } = withTrailingAxes(second, first, end, scope);
  return [...nodes, { ...plain, inputs: [first, wide] }];
}

/** A slope for each channel belongs to the second axis. */
function channelSlopes(node: OpenNode, scope: Scope): readonly OpenNode[] | undefined {
  const [input = '', slope = ''] = node.inputs;
  if (scope.facts.get(slope)?.rank !== 1) return undefined;
  const { nodes, wide } = withTrailingAxes(slope, input, 2, scope);
  return [...nodes, { ...node, inputs: [input, wide] }];
}

function upsample(node: OpenNode): readonly OpenNode[] | undefined {
  const [height, width] = [floatOf(node, 'height_scale'), floatOf(node, 'width_scale')];
  if (height === undefined || width === undefined) return undefined;
  const plain = withoutAttributes(node, 'height_scale', 'width_scale');
  return [withAttribute(plain, { name: 'scales', kind: 'floats', value: [1, 1, height, width] })];
}

/** Names of `TensorProto.DataType` by their codes, as they were when casts named them. */
const TYPE_NAMES = [
  ...['UNDEFINED', 'FLOAT', 'UINT8', 'INT8', 'UINT16', 'INT16', 'INT32', 'INT64', 'STRING', 'BOOL'],
  ...['FLOAT16', 'DOUBLE', 'UINT32', 'UINT64'],
];

function castByName(node: OpenNode): readonly OpenNode[] | undefined {
  const code = TYPE_NAMES.indexOf(textAttribute(node, 'to')?.toUpperCase() ?? '');
  return code > 0 ? [withAttribute(node, { name: 'to', kind: 'int', value: code })] : undefined;
}

function reshape(node: OpenNode, { fresh }: Scope): readonly OpenNode[] | undefined {
  const shape = intsOf(node, 'shape');
  const [input = ''] = node.inputs;
  if (!shape) return undefined;
  const name = fresh();
  const constant = newNode('Constant', [], name, [{ name: 'value', kind: 'tensor', value: shape }]);
  return [constant, { ...withoutAttributes(node, 'shape'), inputs: [input, name] }];
}

function secondAxis(node: OpenNode): readonly OpenNode[] {
  return [intOf(node, 'axis') === undefined ? withAttribute(node, { name: 'axis', kind: 'int', value: 1 }) : node];
}

function pad(node: OpenNode): readonly OpenNode[] | undefined {
  const pads = intsOf(node, 'paddings');
  return pads && [withAttribute(withoutAttributes(node, 'paddings'), { name: 'pads', kind: 'ints', value: pads })];
}
