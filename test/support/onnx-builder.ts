import type { Dtype } from '../../src/contract/dtype';
import type { Dim } from '../../src/contract/model';
import type { TensorData } from '../../src/contract/tensor';
import { codeOfDtype } from '../../src/contract/element-types';

/** Writes small ONNX models for tests, byte for byte as onnx.proto lays them out. */

export type TypeSpec =
  | { readonly kind: 'tensor'; readonly dtype: Dtype; readonly shape?: readonly Dim[] }
  | { readonly kind: 'sequence' | 'optional'; readonly element: TypeSpec }
  | { readonly kind: 'map'; readonly key: Dtype; readonly value: TypeSpec };

/** Leave `type` out for a name-only ValueInfo. */
export interface ValueSpec {
  readonly name: string;
  readonly type?: TypeSpec;
}

/** Exactly one of `data` (written as raw_data or string_data), `raw` and `external` holds the values. */
export interface TensorSpec {
  readonly name?: string;
  readonly dtype: Dtype;
  readonly dims: readonly number[];
  readonly data?: TensorData;
  readonly raw?: Uint8Array;
  readonly external?: { readonly location: string; readonly offset?: number; readonly length?: number };
}

export interface SparseSpec {
  readonly values: TensorSpec;
  readonly indices: TensorSpec;
  readonly dims: readonly number[];
}

export type AttributeSpec =
  | { readonly kind: 'float' | 'int'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'floats' | 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'strings'; readonly value: readonly string[] }
  | { readonly kind: 'tensor'; readonly value: TensorSpec }
  | { readonly kind: 'graph'; readonly value: GraphSpec };

export interface NodeSpec {
  readonly op: string;
  readonly domain?: string;
  readonly name?: string;
  /** '' leaves an optional input out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, AttributeSpec>>;
}

export interface GraphSpec {
  readonly name?: string;
  readonly nodes?: readonly NodeSpec[];
  readonly inputs?: readonly ValueSpec[];
  readonly outputs?: readonly ValueSpec[];
  readonly initializers?: readonly TensorSpec[];
  readonly sparseInitializers?: readonly SparseSpec[];
}

export interface FunctionSpec {
  readonly domain: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly nodes: readonly NodeSpec[];
  readonly opsets?: Readonly<Record<string, number>>;
}

export interface ModelSpec extends GraphSpec {
  readonly irVersion?: number;
  readonly producer?: string;
  /** Domain -> version; by default `{'': 17}`. */
  readonly opsets?: Readonly<Record<string, number>>;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly functions?: readonly FunctionSpec[];
}

/** A ValueInfo of a tensor: `tensor('x', 'float32', ['rows', 4])`; without a shape its rank is unknown. */
export function tensor(name: string, dtype: Dtype, shape?: readonly Dim[]): ValueSpec {
  return { name, type: { kind: 'tensor', dtype, ...(shape && { shape }) } };
}

/** A node: `node('Add', ['a', 'b'], ['c'])`; `op` may carry a domain: `ai.onnx.ml.Scaler`. */
export function node(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, AttributeSpec>> = {},
): NodeSpec {
  const dot = op.lastIndexOf('.');
  const domain = dot < 0 ? {} : { domain: op.slice(0, dot) };
  return { op: op.slice(dot + 1), ...domain, inputs, outputs, attributes };
}

/** The bytes of a ModelProto. */
export function buildModel(spec: ModelSpec): Uint8Array {
  const opsets = Object.entries(spec.opsets ?? { '': 17 });
  return join([
    varintField(1, spec.irVersion ?? 8),
    textField(2, spec.producer ?? 'onnx-builder'),
    messageField(7, graphBytes(spec)),
    ...opsets.map(([domain, version]) => messageField(8, opsetBytes(domain, version))),
    ...Object.entries(spec.metadata ?? {}).map(([key, value]) => messageField(14, entryBytes(key, value))),
    ...(spec.functions ?? []).map((one) => messageField(25, functionBytes(one))),
  ]);
}

/** The bytes of a TensorProto, as in a `.pb` file of an ONNX test data set. */
export function tensorBytes(spec: TensorSpec): Uint8Array {
  const parts = [...spec.dims.map((dim) => varintField(1, dim)), varintField(2, codeOfDtype(spec.dtype))];
  if (spec.name !== undefined) parts.push(textField(8, spec.name));
  if (spec.external) {
    const { location, offset, length } = spec.external;
    parts.push(messageField(13, entryBytes('location', location)));
    if (offset !== undefined) parts.push(messageField(13, entryBytes('offset', String(offset))));
    if (length !== undefined) parts.push(messageField(13, entryBytes('length', String(length))));
    parts.push(varintField(14, 1));
  } else if (Array.isArray(spec.data)) {
    parts.push(...spec.data.map((text) => textField(6, text)));
  } else {
    const data = spec.data ? new Uint8Array(spec.data.buffer, spec.data.byteOffset, spec.data.byteLength) : spec.raw;
    parts.push(messageField(9, data ?? new Uint8Array()));
  }
  return join(parts);
}

function graphBytes(spec: GraphSpec): Uint8Array {
  return join([
    ...(spec.nodes ?? []).map((one) => messageField(1, nodeBytes(one))),
    textField(2, spec.name ?? 'graph'),
    ...(spec.initializers ?? []).map((one) => messageField(5, tensorBytes(one))),
    ...(spec.inputs ?? []).map((one) => messageField(11, valueBytes(one))),
    ...(spec.outputs ?? []).map((one) => messageField(12, valueBytes(one))),
    ...(spec.sparseInitializers ?? []).map((one) => messageField(15, sparseBytes(one))),
  ]);
}

function nodeBytes(spec: NodeSpec): Uint8Array {
  return join([
    ...spec.inputs.map((name) => textField(1, name)),
    ...spec.outputs.map((name) => textField(2, name)),
    textField(3, spec.name ?? ''),
    textField(4, spec.op),
    ...Object.entries(spec.attributes ?? {}).map(([name, one]) => messageField(5, attributeBytes(name, one))),
    textField(7, spec.domain ?? ''),
  ]);
}

function attributeBytes(name: string, spec: AttributeSpec): Uint8Array {
  return join([textField(1, name), ...attributeValue(spec)]);
}

function attributeValue(spec: AttributeSpec): Uint8Array[] {
  switch (spec.kind) {
    case 'float':
      return [key(2, 5), floatBytes([spec.value]), varintField(20, 1)];
    case 'int':
      return [varintField(3, spec.value), varintField(20, 2)];
    case 'string':
      return [textField(4, spec.value), varintField(20, 3)];
    case 'tensor':
      return [messageField(5, tensorBytes(spec.value)), varintField(20, 4)];
    case 'graph':
      return [messageField(6, graphBytes(spec.value)), varintField(20, 5)];
    case 'floats':
      return [...spec.value.flatMap((value) => [key(7, 5), floatBytes([value])]), varintField(20, 6)];
    case 'ints':
      return [...spec.value.map((value) => varintField(8, value)), varintField(20, 7)];
    case 'strings':
      return [...spec.value.map((value) => textField(9, value)), varintField(20, 8)];
  }
}

function sparseBytes(spec: SparseSpec): Uint8Array {
  return join([
    messageField(1, tensorBytes(spec.values)),
    messageField(2, tensorBytes(spec.indices)),
    ...spec.dims.map((dim) => varintField(3, dim)),
  ]);
}

function functionBytes(spec: FunctionSpec): Uint8Array {
  return join([
    textField(1, spec.name),
    ...spec.inputs.map((name) => textField(4, name)),
    ...spec.outputs.map((name) => textField(5, name)),
    ...spec.nodes.map((one) => messageField(7, nodeBytes(one))),
    ...Object.entries(spec.opsets ?? { '': 17 }).map(([domain, version]) =>
      messageField(9, opsetBytes(domain, version)),
    ),
    textField(10, spec.domain),
  ]);
}

function valueBytes(spec: ValueSpec): Uint8Array {
  return join([textField(1, spec.name), ...(spec.type ? [messageField(2, typeBytes(spec.type))] : [])]);
}

function typeBytes(spec: TypeSpec): Uint8Array {
  switch (spec.kind) {
    case 'tensor': {
      const shape = spec.shape ? [messageField(2, join(spec.shape.map((dim) => messageField(1, dimBytes(dim)))))] : [];
      return messageField(1, join([varintField(1, codeOfDtype(spec.dtype)), ...shape]));
    }
    case 'map':
      return messageField(5, join([varintField(1, codeOfDtype(spec.key)), messageField(2, typeBytes(spec.value))]));
    case 'sequence':
    case 'optional':
      return messageField(spec.kind === 'sequence' ? 4 : 9, messageField(1, typeBytes(spec.element)));
  }
}

function dimBytes(dim: Dim): Uint8Array {
  if (dim === null) return new Uint8Array();
  return typeof dim === 'number' ? varintField(1, dim) : textField(2, dim);
}

function opsetBytes(domain: string, version: number): Uint8Array {
  return join([textField(1, domain), varintField(2, version)]);
}

function entryBytes(name: string, value: string): Uint8Array {
  return join([textField(1, name), textField(2, value)]);
}

function floatBytes(values: readonly number[]): Uint8Array {
  return new Uint8Array(new Float32Array(values).buffer);
}

function key(field: number, wireType: number): Uint8Array {
  return varint(field * 8 + wireType);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

function varintField(field: number, value: number): Uint8Array {
  return join([key(field, 0), varint(value)]);
}

function messageField(field: number, body: Uint8Array): Uint8Array {
  return join([key(field, 2), varint(body.length), body]);
}

function textField(field: number, text: string): Uint8Array {
  return messageField(field, new TextEncoder().encode(text));
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}
