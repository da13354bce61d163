import { each, fields, integer, name, NAME_LIMIT } from './fields';
import {
  append,
  newAttribute,
  newGraph,
  newNode,
  newTensor,
  type RawAttribute,
  type RawGraph,
  type RawNode,
  type RawSparse,
  type RawTensor,
  type RawValue,
} from './raw-model';
import { sparseRule, tensorRule } from './tensor-rules';
import { valueRule } from './type-rules';
import { messageField, type MessageRule } from './wire';

/** How much of a list is kept of an attribute that nobody is known to read. */
const OTHER_ATTRIBUTE_VALUES = 16;
const KEPT_ATTRIBUTE_VALUES = 1_000_000;
const KEPT_ATTRIBUTES: ReadonlySet<string> = new Set([
  'axes',
  'classlabels_int64s',
  'classlabels_ints',
  'classlabels_strings',
  'ends',
  'inputdimensions',
  'shape',
  'split',
  'starts',
  'value_ints',
  'value_strings',
]);

function listLimit(one: RawAttribute): number {
  return one.name === '' || KEPT_ATTRIBUTES.has(one.name) ? KEPT_ATTRIBUTE_VALUES : OTHER_ATTRIBUTE_VALUES;
}

const attributeRule: MessageRule<RawAttribute> = {
  fields: fields<RawAttribute>({
    1: name((one, text) => (one.name = text)),
    2: { kind: 'float', put: (one, value) => (one.float = value) },
    3: integer((one, value) => (one.int = value)),
    4: { kind: 'bytes', limit: () => NAME_LIMIT, put: (one, bytes) => (one.text = bytes.toString('utf8')) },
    5: messageField(
      () => tensorRule,
      (one: RawAttribute) => (one.tensor ??= newTensor()),
    ),
    6: each<RawAttribute, RawGraph>(
      () => graphRule,
      newGraph,
      (one, child) => (one.graphs = append(one.graphs, child)),
    ),
    8: integer((one, value) => {
      if (value === 1) one.anyOne = true;
      if (one.ints.length < listLimit(one)) one.ints = append(one.ints, value);
    }),
    9: {
      kind: 'bytes',
      limit: (one) => (one.strings.length < listLimit(one) ? NAME_LIMIT : -1),
      put: (one, bytes) => (one.strings = append(one.strings, bytes.toString('utf8'))),
    },
    10: each<RawAttribute, RawTensor>(
      () => tensorRule,
      newTensor,
      (one, child) => (one.tensors = append(one.tensors, child)),
    ),
    11: each<RawAttribute, RawGraph>(
      () => graphRule,
      newGraph,
      (one, child) => (one.graphs = append(one.graphs, child)),
    ),
  }),
};

export const nodeRule: MessageRule<RawNode> = {
  fields: fields<RawNode>({
    1: name((node, text) => (node.inputs = append(node.inputs, text))),
    2: name((node, text) => (node.outputs = append(node.outputs, text))),
    4: name((node, text) => (node.op = text)),
    5: each<RawNode, RawAttribute>(
      () => attributeRule,
      newAttribute,
      (node, child) => (node.attributes = append(node.attributes, child)),
    ),
    7: name((node, text) => (node.domain = text === 'ai.onnx' ? '' : text)),
  }),
};

export const graphRule: MessageRule<RawGraph> = {
  fields: fields<RawGraph>({
    1: each<RawGraph, RawNode>(
      () => nodeRule,
      newNode,
      (graph, child) => graph.nodes.push(child),
    ),
    5: each<RawGraph, RawTensor>(
      () => tensorRule,
      newTensor,
      (graph, child) => graph.initializers.push(child),
    ),
    11: each<RawGraph, RawValue>(
      () => valueRule,
      newValue,
      (graph, child) => graph.inputs.push(child),
    ),
    12: each<RawGraph, RawValue>(
      () => valueRule,
      newValue,
      (graph, child) => graph.outputs.push(child),
    ),
    15: each<RawGraph, RawSparse>(
      () => sparseRule,
      () => ({ values: newTensor(), indices: newTensor() }),
      (graph, child) => graph.sparseInitializers.push(child),
    ),
  }),
};

function newValue(): RawValue {
  return { name: '', type: undefined };
}
