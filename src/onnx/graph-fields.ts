import { codeOfDtype } from '../contract/element-types';
import type { Dtype } from '../contract/dtype';
import { field, floatField, integerField, integersField, textField } from './encode';
import type { RawDim, RawType } from './proto/raw-model';

/** Serialised fields of GraphProto, for graph edits. Numbers are those of onnx.proto. */

const GRAPH = { node: 1, initializer: 5, input: 11, output: 12 } as const;
const ATTRIBUTE_KINDS = { float: 1, int: 2, text: 3, tensor: 4, floats: 6, ints: 7, type: 13 } as const;

export type EditAttribute =
  | { readonly name: string; readonly kind: 'int' | 'float'; readonly value: number }
  | { readonly name: string; readonly kind: 'ints' | 'floats'; readonly value: readonly number[] }
  | { readonly name: string; readonly kind: 'text'; readonly value: string }
  /** A list of int64. */
  | { readonly name: string; readonly kind: 'tensor'; readonly value: readonly number[] }
  | { readonly name: string; readonly kind: 'type'; readonly value: RawType };

export interface EditNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: readonly EditAttribute[];
}

export function nodeField({ op, inputs, output, attributes = [] }: EditNode): Uint8Array {
  return field(
    GRAPH.node,
    Buffer.concat([
      ...inputs.map((name) => textField(1, name)),
      textField(2, output),
      textField(4, op),
      ...attributes.map((attribute) => field(5, attributeBody(attribute))),
    ]),
  );
}

/** A serialised AttributeProto. */
export function attributeBody(attribute: EditAttribute): Uint8Array {
  const kind = integerField(20, ATTRIBUTE_KINDS[attribute.kind]);
  return Buffer.concat([textField(1, attribute.name), attributeValue(attribute), kind]);
}

function attributeValue(attribute: EditAttribute): Uint8Array {
  switch (attribute.kind) {
    case 'float':
      return floatField(2, attribute.value);
    case 'int':
      return integerField(3, attribute.value);
    case 'text':
      return textField(4, attribute.value);
    case 'tensor':
      return field(5, listBody(attribute.value));
    case 'floats':
      return Buffer.concat(attribute.value.map((value) => floatField(7, value)));
    case 'ints':
      return integersField(8, attribute.value);
    case 'type':
      return field(14, typeBody(attribute.value));
  }
}

function listBody(values: readonly number[]): Uint8Array {
  const type = integerField(2, codeOfDtype('int64'));
  return Buffer.concat([integerField(1, values.length), type, integersField(7, values)]);
}

/** A scalar int64 that the graph holds. */
export function indexField(name: string, value: number): Uint8Array {
  const body = [integerField(2, codeOfDtype('int64')), integerField(7, value), textField(8, name)];
  return field(GRAPH.initializer, Buffer.concat(body));
}

/** An input that is a tensor. Without a shape its rank is unknown. */
export function inputField(name: string, dtype: Dtype, shape: readonly RawDim[] | undefined): Uint8Array {
  const type: RawType = { kind: 'tensor', code: codeOfDtype(dtype), shape: shape && [...shape], element: undefined };
  return field(GRAPH.input, Buffer.concat([textField(1, name), field(2, typeBody(type))]));
}

/** An output of which the runtime infers the type. */
export function outputField(name: string): Uint8Array {
  return field(GRAPH.output, textField(1, name));
}

function typeBody({ kind, code, shape, element }: RawType): Uint8Array {
  switch (kind) {
    case 'tensor':
      return field(1, Buffer.concat([integerField(1, code), ...(shape ? [field(2, shapeBody(shape))] : [])]));
    case 'sequence':
      return field(4, field(1, element ? typeBody(element) : new Uint8Array(0)));
    case 'optional':
      return field(9, field(1, element ? typeBody(element) : new Uint8Array(0)));
    default:
      throw new RangeError(`A ${kind} has no place in an edit.`);
  }
}

function shapeBody(shape: readonly RawDim[]): Uint8Array {
  return Buffer.concat(
    shape.map(({ value, name }) => {
      if (name) return field(1, textField(2, name));
      return field(1, typeof value === 'number' && value >= 0 ? integerField(1, value) : new Uint8Array(0));
    }),
  );
}
