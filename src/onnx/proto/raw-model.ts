import type { Integer } from './wire';

/** What is kept of a model file, in the terms of onnx.proto: no weights, no doc strings, no intermediate value infos. */
export interface RawModel {
  irVersion: number;
  producer: string;
  readonly opsets: { domain: string; version: number }[];
  readonly metadata: Map<string, string>;
  graph: RawGraph | undefined;
  readonly functions: RawFunction[];
}

export interface RawGraph {
  readonly nodes: RawNode[];
  readonly initializers: RawTensor[];
  readonly sparseInitializers: RawSparse[];
  readonly inputs: RawValue[];
  readonly outputs: RawValue[];
}

export interface RawFunction {
  domain: string;
  name: string;
  readonly opsets: { domain: string; version: number }[];
  readonly nodes: RawNode[];
}

export interface RawNode {
  op: string;
  domain: string;
  inputs: string[];
  outputs: string[];
  attributes: RawAttribute[];
}

/** Lists hold the first values only, unless the attribute is one that the analysis reads (`KEPT_ATTRIBUTES`). */
export interface RawAttribute {
  name: string;
  int: Integer | undefined;
  float: number | undefined;
  text: string | undefined;
  ints: Integer[];
  /** Whether any of `ints`, kept or not, is 1. */
  anyOne: boolean;
  strings: string[];
  tensor: RawTensor | undefined;
  tensors: RawTensor[];
  graphs: RawGraph[];
}

export interface RawTensor {
  name: string;
  code: number;
  readonly dims: Integer[];
  /** Values of small int32, int64 and string tensors; undefined for all others. */
  values: (Integer | string)[] | undefined;
  external: boolean;
  readonly externalEntries: Map<string, string>;
}

export interface RawSparse {
  readonly values: RawTensor;
  readonly indices: RawTensor;
}

export interface RawValue {
  name: string;
  type: RawType | undefined;
}

export interface RawType {
  kind: 'none' | 'tensor' | 'sparse' | 'sequence' | 'map' | 'optional' | 'opaque';
  /** Element type of a tensor, key type of a map. */
  code: number;
  /** Undefined: unknown rank. */
  shape: RawDim[] | undefined;
  /** Of a sequence or optional; the value of a map. */
  element: RawType | undefined;
}

export interface RawDim {
  value: Integer | undefined;
  name: string | undefined;
}

/** What a list is until something is added: most lists of a large model stay empty or short. */
const EMPTY: never[] = [];
Object.freeze(EMPTY);
const SHORT = 4;

/** The list with an item more: a new one while it is short, because `push` reserves room for sixteen. */
export function append<T>(list: T[], item: T): T[] {
  if (list.length < SHORT) return [...list, item];
  list.push(item);
  return list;
}

function none<T>(): T[] {
  return EMPTY;
}

export function newModel(): RawModel {
  return { irVersion: 0, producer: '', opsets: [], metadata: new Map(), graph: undefined, functions: [] };
}

export function newGraph(): RawGraph {
  return { nodes: [], initializers: [], sparseInitializers: [], inputs: [], outputs: [] };
}

export function newNode(): RawNode {
  return { op: '', domain: '', inputs: none(), outputs: none(), attributes: none() };
}

export function newTensor(): RawTensor {
  return { name: '', code: 0, dims: [], values: undefined, external: false, externalEntries: new Map() };
}

export function newType(): RawType {
  return { kind: 'none', code: 0, shape: undefined, element: undefined };
}

export function newAttribute(): RawAttribute {
  return {
    name: '',
    int: undefined,
    float: undefined,
    text: undefined,
    ints: none(),
    anyOne: false,
    strings: none(),
    tensor: undefined,
    tensors: none(),
    graphs: none(),
  };
}

/** The node's attribute of that name. */
export function attribute(node: RawNode, name: string): RawAttribute | undefined {
  return node.attributes.find((one) => one.name === name);
}

/** The graphs inside a node: branches, loop bodies. */
export function nestedGraphs(node: RawNode): RawGraph[] {
  return node.attributes.some(({ graphs }) => graphs.length > 0)
    ? node.attributes.flatMap(({ graphs }) => graphs)
    : none();
}
