import {
  append,
  newAttribute,
  newGraph,
  newNode,
  newTensor,
  newType,
  type RawAttribute,
  type RawDim,
  type RawFunction,
  type RawGraph,
  type RawModel,
  type RawNode,
  type RawSparse,
  type RawTensor,
  type RawType,
  type RawValue,
} from './proto';
import { messageField, type FieldRule, type Integer, type MessageRule } from './wire';

/** Which fields of onnx.proto are kept, by their numbers. Everything else is passed over unread. */

const NAME_LIMIT = 64 * 1024;
const METADATA_LIMIT = 64 * 1024 * 1024;
/** Payloads of integer tensors up to this size are read: axes, shapes, column indices. */
const SMALL_TENSOR_BYTES = 32 * 1024;
const SMALL_TENSOR_VALUES = SMALL_TENSOR_BYTES / 8;
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
const INT32 = 6;
const INT64 = 7;
const EXTERNAL = 1;

/** Rules by the numbers of their fields. */
export function fields<T>(rules: Readonly<Record<number, FieldRule<T>>>): ReadonlyMap<number, FieldRule<T>> {
  return new Map(Object.entries(rules).map(([number, rule]) => [Number(number), rule]));
}

export function integer<T>(put: (target: T, value: Integer) => void): FieldRule<T> {
  return { kind: 'integer', put };
}

/** A text that is no longer than any name. */
export function name<T>(put: (target: T, value: string) => void): FieldRule<T> {
  return { kind: 'text', limit: NAME_LIMIT, put };
}

/** A child that is added to a list of its parent. */
export function each<T, Child>(
  rule: () => MessageRule<Child>,
  create: () => Child,
  add: (target: T, child: Child) => unknown,
): FieldRule<T> {
  return messageField(rule, (target) => {
    const child = create();
    add(target, child);
    return child;
  });
}

interface Entry {
  key: string;
  value: string;
  readonly into: Map<string, string>;
}

const entryRule: MessageRule<Entry> = {
  fields: fields<Entry>({
    1: name((entry, key) => (entry.key = key)),
    2: { kind: 'text', limit: METADATA_LIMIT, put: (entry, value) => (entry.value = value) },
  }),
  finish: ({ into, key, value }) => into.set(key, value),
};

/** Keys and values that are added to a map. */
export function entry<T>(map: (target: T) => Map<string, string>): FieldRule<T> {
  return messageField(
    () => entryRule,
    (target) => ({ key: '', value: '', into: map(target) }),
  );
}

const opsetRule: MessageRule<{ domain: string; version: number }> = {
  fields: fields<{ domain: string; version: number }>({
    1: name((opset, domain) => (opset.domain = domain)),
    2: integer((opset, version) => (opset.version = Number(version))),
  }),
};

const newOpset = (): { domain: string; version: number } => ({ domain: '', version: 0 });

const dimRule: MessageRule<RawDim> = {
  fields: fields<RawDim>({
    1: integer((dim, value) => (dim.value = value)),
    2: name((dim, text) => (dim.name = text)),
  }),
};

const shapeRule: MessageRule<RawDim[]> = {
  fields: fields<RawDim[]>({
    1: each<RawDim[], RawDim>(
      () => dimRule,
      () => ({ value: undefined, name: undefined }),
      (shape, child) => shape.push(child),
    ),
  }),
};

const tensorTypeRule: MessageRule<RawType> = {
  fields: fields<RawType>({
    1: integer((type, code) => (type.code = Number(code))),
    2: messageField(
      () => shapeRule,
      (type: RawType) => (type.shape ??= []),
    ),
  }),
};

const elementOf: FieldRule<RawType> = messageField(
  () => typeRule,
  (type: RawType) => (type.element ??= newType()),
);

const containerRule: MessageRule<RawType> = { fields: fields<RawType>({ 1: elementOf }) };

const mapRule: MessageRule<RawType> = {
  fields: fields<RawType>({ 1: integer((type, code) => (type.code = Number(code))), 2: elementOf }),
};

function kind(of: RawType['kind'], rule: MessageRule<RawType>): FieldRule<RawType> {
  return messageField(
    () => rule,
    (type: RawType) => {
      type.kind = of;
      return type;
    },
  );
}

const typeRule: MessageRule<RawType> = {
  fields: fields<RawType>({
    1: kind('tensor', tensorTypeRule),
    4: kind('sequence', containerRule),
    5: kind('map', mapRule),
    7: kind('opaque', { fields: fields<RawType>({}) }),
    8: kind('sparse', tensorTypeRule),
    9: kind('optional', containerRule),
  }),
};

const valueRule: MessageRule<RawValue> = {
  fields: fields<RawValue>({
    1: name((value, text) => (value.name = text)),
    2: messageField(
      () => typeRule,
      (value: RawValue) => (value.type ??= newType()),
    ),
  }),
};

function addValue(tensor: RawTensor, value: Integer | string): void {
  const values = (tensor.values ??= []);
  if (values.length <= SMALL_TENSOR_VALUES) values.push(value);
}

function addRaw(tensor: RawTensor, bytes: Buffer): void {
  const width = tensor.code === INT64 ? 8 : 4;
  for (let at = 0; at + width <= bytes.length; at += width) {
    if (width === 4) addValue(tensor, bytes.readInt32LE(at));
    else {
      const value = bytes.readBigInt64LE(at);
      const near = Number(value);
      addValue(tensor, Number.isSafeInteger(near) ? near : value);
    }
  }
}

/** Fields come in the order of their numbers from every known writer; a payload before its type is not looked at. */
const tensorRule: MessageRule<RawTensor> = {
  fields: fields<RawTensor>({
    1: integer((tensor, dim) => tensor.dims.push(dim)),
    2: integer((tensor, code) => (tensor.code = Number(code))),
    5: integer(addValue),
    6: {
      kind: 'bytes',
      limit: () => SMALL_TENSOR_BYTES,
      put: (tensor, bytes) => addValue(tensor, bytes.toString('utf8')),
    },
    7: integer(addValue),
    8: name((tensor, text) => (tensor.name = text)),
    9: {
      kind: 'bytes',
      limit: (tensor) => (tensor.code === INT32 || tensor.code === INT64 ? SMALL_TENSOR_BYTES : -1),
      put: addRaw,
    },
    13: entry((tensor) => tensor.externalEntries),
    14: integer((tensor, location) => (tensor.external = Number(location) === EXTERNAL)),
  }),
  finish: (tensor) => {
    const elements = tensor.dims.reduce<number>((product, dim) => product * Number(dim), 1);
    if (tensor.values?.length !== elements) tensor.values = undefined;
  },
};

const sparseRule: MessageRule<RawSparse> = {
  fields: fields<RawSparse>({
    1: messageField(
      () => tensorRule,
      (sparse: RawSparse) => sparse.values,
    ),
    2: messageField(
      () => tensorRule,
      (sparse: RawSparse) => sparse.indices,
    ),
  }),
};

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

const nodeRule: MessageRule<RawNode> = {
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

const graphRule: MessageRule<RawGraph> = {
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

const functionRule: MessageRule<RawFunction> = {
  fields: fields<RawFunction>({
    1: name((one, text) => (one.name = text)),
    7: each<RawFunction, RawNode>(
      () => nodeRule,
      newNode,
      (one, child) => one.nodes.push(child),
    ),
    9: each<RawFunction, { domain: string; version: number }>(
      () => opsetRule,
      newOpset,
      (one, child) => one.opsets.push(child),
    ),
    10: name((one, text) => (one.domain = text)),
  }),
};

/** The rule of a whole .onnx file. */
export const modelRule: MessageRule<RawModel> = {
  fields: fields<RawModel>({
    1: integer((model, version) => (model.irVersion = Number(version))),
    2: { kind: 'text', limit: NAME_LIMIT, put: (model, text) => (model.producer = text) },
    7: messageField(
      () => graphRule,
      (model: RawModel) => (model.graph ??= newGraph()),
    ),
    8: each<RawModel, { domain: string; version: number }>(
      () => opsetRule,
      newOpset,
      (model, child) => model.opsets.push(child),
    ),
    14: entry((model) => model.metadata),
    25: each<RawModel, RawFunction>(
      () => functionRule,
      () => ({ domain: '', name: '', opsets: [], nodes: [] }),
      (model, child) => model.functions.push(child),
    ),
  }),
};
