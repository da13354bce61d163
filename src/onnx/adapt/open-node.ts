import { field, textField } from '../encode';
import { attributeBody, type EditAttribute } from '../graph-fields';
import { fieldsOf, integersOf, textOf, type Field } from '../message-fields';

/** A node of a serialised graph whose attributes stay as they are. */
export interface OpenNode {
  readonly op: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: readonly OpenAttribute[];
}

export interface OpenAttribute {
  readonly name: string;
  /** A serialised AttributeProto. */
  readonly body: Uint8Array;
}

const NODE = { input: 1, output: 2, op: 4, attribute: 5, domain: 7 } as const;
const ATTRIBUTE = { name: 1, float: 2, int: 3, text: 4, tensor: 5, graph: 6, ints: 8, graphs: 11 } as const;
const GRAPHS: ReadonlySet<number> = new Set([ATTRIBUTE.graph, ATTRIBUTE.graphs]);

/** Reads a serialised NodeProto. */
export function openNode(body: Uint8Array): OpenNode {
  const fields = [...fieldsOf(body)];
  const texts = (number: number): string[] => fields.filter((one) => one.number === number).map(textOf);
  return {
    op: texts(NODE.op).at(-1) ?? '',
    domain: ownDomain(texts(NODE.domain).at(-1) ?? ''),
    inputs: texts(NODE.input),
    outputs: texts(NODE.output),
    attributes: fields.flatMap(({ number, body: attribute }) =>
      number === NODE.attribute && attribute ? [{ name: nameOf(attribute), body: attribute }] : [],
    ),
  };
}

function ownDomain(domain: string): string {
  return domain === 'ai.onnx' ? '' : domain;
}

function nameOf(attribute: Uint8Array): string {
  return textOf(fieldOf(attribute, ATTRIBUTE.name));
}

function fieldOf(message: Uint8Array, number: number): Field | undefined {
  return [...fieldsOf(message)].findLast((one) => one.number === number);
}

/** A serialised NodeProto. */
export function nodeBody({ op, domain, inputs, outputs, attributes }: OpenNode): Uint8Array {
  return Buffer.concat([
    ...inputs.map((name) => textField(NODE.input, name)),
    ...outputs.map((name) => textField(NODE.output, name)),
    textField(NODE.op, op),
    ...attributes.map(({ body }) => field(NODE.attribute, body)),
    textField(NODE.domain, domain),
  ]);
}

/** A node of ONNX's own operators. */
export function newNode(
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: readonly EditAttribute[] = [],
): OpenNode {
  return { op, domain: '', inputs, outputs: [output], attributes: attributes.map(newAttribute) };
}

function newAttribute(attribute: EditAttribute): OpenAttribute {
  return { name: attribute.name, body: attributeBody(attribute) };
}

/** The node with an attribute, in place of one of that name. */
export function withAttribute(node: OpenNode, attribute: EditAttribute): OpenNode {
  const kept = withoutAttributes(node, attribute.name).attributes;
  return { ...node, attributes: [...kept, newAttribute(attribute)] };
}

export function withoutAttributes(node: OpenNode, ...names: readonly string[]): OpenNode {
  return { ...node, attributes: node.attributes.filter(({ name }) => !names.includes(name)) };
}

export function intOf(node: OpenNode, name: string): number | undefined {
  return numbersOf(node, name, ATTRIBUTE.int)?.[0];
}

/** The numbers of a list attribute; undefined where the node does not have it. */
export function intsOf(node: OpenNode, name: string): readonly number[] | undefined {
  return numbersOf(node, name, ATTRIBUTE.ints);
}

function numbersOf(node: OpenNode, name: string, number: number): readonly number[] | undefined {
  const found = attributeOf(node, name);
  return found && [...fieldsOf(found)].filter((one) => one.number === number).flatMap(integersOf);
}

const FLOAT_BYTES = 4;

export function floatOf(node: OpenNode, name: string): number | undefined {
  const found = attributeOf(node, name);
  const whole = found && fieldOf(found, ATTRIBUTE.float)?.whole;
  return whole && Buffer.from(whole).readFloatLE(whole.length - FLOAT_BYTES);
}

export function textAttribute(node: OpenNode, name: string): string | undefined {
  const found = attributeOf(node, name);
  return found && textOf(fieldOf(found, ATTRIBUTE.text));
}

/** The serialised TensorProto that an attribute holds. */
export function tensorAttribute(node: OpenNode, name: string): Uint8Array | undefined {
  const found = attributeOf(node, name);
  return found && fieldOf(found, ATTRIBUTE.tensor)?.body;
}

function attributeOf(node: OpenNode, name: string): Uint8Array | undefined {
  return node.attributes.find((one) => one.name === name)?.body;
}

/** The node with the graphs inside its attributes (branches, bodies of loops) changed; itself where none is. */
export function withGraphs(node: OpenNode, change: (graph: Uint8Array) => Uint8Array): OpenNode {
  const attributes = node.attributes.map((attribute) => changedAttribute(attribute, change));
  return attributes.every((one, index) => one === node.attributes[index]) ? node : { ...node, attributes };
}

function changedAttribute(attribute: OpenAttribute, change: (graph: Uint8Array) => Uint8Array): OpenAttribute {
  const fields = [...fieldsOf(attribute.body)];
  const written = fields.map(({ number, whole, body }) => {
    const graph = body && GRAPHS.has(number) ? change(body) : body;
    return graph && graph !== body ? field(number, graph) : whole;
  });
  const same = written.every((bytes, index) => bytes === fields[index]?.whole);
  return same ? attribute : { name: attribute.name, body: Buffer.concat(written) };
}
