import { createHash, type Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { fileSource } from '../proto/file-source';
import { damagedModel } from '../not-a-model';
import { each, entry, fields, integer, name } from '../proto/fields';
import { decodeMessage } from '../proto/decode-message';
import { messageField, WireError, type Integer, type MessageRule } from '../proto/wire';

/** Bytes of the model's file. */
export interface Span {
  readonly start: number;
  readonly length: number;
}

export interface StructureNode {
  name: string;
  op: string;
  domain: string;
  readonly inputs: string[];
  readonly outputs: string[];
  readonly attributes: Span[];
}

/** An initializer: where its values are, or those of them that are written one by one. */
export interface StructureTensor {
  name: string;
  code: number;
  readonly dims: Integer[];
  raw: Span | undefined;
  readonly integers: Integer[];
  /** Over texts, and over integers that are too many to keep. */
  hash: Hash | undefined;
  external: boolean;
  readonly externalEntries: Map<string, string>;
}

/** What runs in a model, without its weights. */
export interface ModelStructure {
  /** Absolute. */
  readonly path: string;
  readonly nodes: StructureNode[];
  readonly weights: StructureTensor[];
  /** Initializers that hold only what is not zero, and bodies of the model's own functions. */
  readonly sparse: Span[];
  readonly functions: Span[];
}

const TEXT_BYTES = 16 * 1024 * 1024;
const MOST_INTEGERS = 1_000_000;
const EXTERNAL = 1;

const tensorRule: MessageRule<StructureTensor> = {
  fields: fields<StructureTensor>({
    1: integer((tensor, dim) => tensor.dims.push(dim)),
    2: integer((tensor, code) => (tensor.code = Number(code))),
    4: { kind: 'span', put: setRaw },
    5: integer(addInteger),
    6: { kind: 'bytes', limit: () => TEXT_BYTES, put: addText },
    7: integer(addInteger),
    8: name((tensor, text) => (tensor.name = text)),
    9: { kind: 'span', put: setRaw },
    10: { kind: 'span', put: setRaw },
    11: integer(addInteger),
    13: entry((tensor) => tensor.externalEntries),
    14: integer((tensor, location) => (tensor.external = Number(location) === EXTERNAL)),
  }),
};

function setRaw(tensor: StructureTensor, start: number, length: number): void {
  tensor.raw = { start, length };
}

function addText(tensor: StructureTensor, bytes: Buffer): void {
  tensor.hash ??= createHash('sha256');
  tensor.hash.update(`${bytes.length}:`).update(bytes);
}

function addInteger(tensor: StructureTensor, value: Integer): void {
  tensor.integers.push(value);
  if (tensor.integers.length < MOST_INTEGERS) return;
  tensor.hash ??= createHash('sha256');
  tensor.hash.update(tensor.integers.join(','));
  tensor.integers.length = 0;
}

function newTensor(): StructureTensor {
  return {
    name: '',
    code: 0,
    dims: [],
    raw: undefined,
    integers: [],
    hash: undefined,
    external: false,
    externalEntries: new Map(),
  };
}

const nodeRule: MessageRule<StructureNode> = {
  fields: fields<StructureNode>({
    1: name((node, text) => node.inputs.push(text)),
    2: name((node, text) => node.outputs.push(text)),
    3: name((node, text) => (node.name = text)),
    4: name((node, text) => (node.op = text)),
    5: { kind: 'span', put: ({ attributes }, start, length) => void attributes.push({ start, length }) },
    7: name((node, text) => (node.domain = text === 'ai.onnx' ? '' : text)),
  }),
};

function newNode(): StructureNode {
  return { name: '', op: '', domain: '', inputs: [], outputs: [], attributes: [] };
}

const graphRule: MessageRule<ModelStructure> = {
  fields: fields<ModelStructure>({
    1: each<ModelStructure, StructureNode>(
      () => nodeRule,
      newNode,
      ({ nodes }, node) => nodes.push(node),
    ),
    5: each<ModelStructure, StructureTensor>(
      () => tensorRule,
      newTensor,
      ({ weights }, tensor) => weights.push(tensor),
    ),
    15: { kind: 'span', put: ({ sparse }, start, length) => void sparse.push({ start, length }) },
  }),
};

const structureRule: MessageRule<ModelStructure> = {
  fields: fields<ModelStructure>({
    7: messageField(
      () => graphRule,
      (model: ModelStructure) => model,
    ),
    25: { kind: 'span', put: ({ functions }, start, length) => void functions.push({ start, length }) },
  }),
};

/** Reads nodes and places of weights. Throws WorkbenchError `model-damaged` and the like; `file` names it in messages. */
export async function readStructure(path: string, file: string): Promise<ModelStructure> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const model: ModelStructure = { path, nodes: [], weights: [], sparse: [], functions: [] };
    await decodeMessage(fileSource(handle.fd, size), structureRule, model);
    return model;
  } catch (error) {
    throw error instanceof WireError ? damagedModel(error, file) : error;
  } finally {
    await handle.close();
  }
}
