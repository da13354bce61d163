import type { Dtype } from '../contract/dtype';
import type { NamedTensor, TensorValue } from '../contract/tensor';
import { dtypeOfCode } from '../contract/element-types';
import { carrierOf, isBorderType } from './border-types';
import { castNode } from './cast-node';
import type { GraphEdit } from './graph-edit';
import { indexField, inputField, nodeField, outputField, type EditNode } from './graph-fields';
import type { RawType, RawValue } from './proto/raw-model';

/** A value of any type that ONNX has for inputs and outputs: tensors, in sequences, optionals and maps. */
export type GraphValue<T extends TensorValue = NamedTensor> =
  | { readonly kind: 'tensor'; readonly tensor: T }
  | { readonly kind: 'sequence'; readonly items: readonly GraphValue<T>[] }
  | { readonly kind: 'optional'; readonly value?: GraphValue<T> }
  | {
      readonly kind: 'map';
      readonly keys: readonly (bigint | string)[];
      readonly values: readonly GraphValue<T>[];
    };

/** Names of tensors that an edit adds begin with this. */
const PREFIX = 'onnx-workbench-border-';

/** Gives the elements of a tensor as the runtime takes them; dtype and data of `carrierOf`. */
export type Widen = (tensor: TensorValue, carrier: Dtype) => TensorValue;

/** A value that the runtime gave before, and how the rest of the output is then asked for. */
type Answers = ReadonlyMap<string, TensorValue>;

export type BorderOutput =
  | { readonly kind: 'known'; readonly value: GraphValue<TensorValue> }
  /** `fetch` is asked for before more can be said. */
  | { readonly kind: 'asked' };

/** The tensor that a ZipMap takes apart, and the keys of its columns. */
export interface ZippedMaps {
  readonly tensor: string;
  readonly keys: readonly (bigint | string)[];
  /** Whether that tensor is an output of the graph already. */
  readonly isOutput: boolean;
}

/** An edit under construction. */
export interface Border {
  readonly feeds: Map<string, TensorValue>;
  readonly fetches: Set<string>;
  /** Makes a tensor, sequence or optional of the graph from tensors that the runtime takes. */
  feed(input: RawValue, value: GraphValue): void;
  /** Asks for an output by tensors that the runtime gives; with the answers to what was asked before, its value. */
  fetch(output: RawValue, answers: Answers): BorderOutput;
  /** Asks for the maps of a ZipMap by the tensor that it takes apart, a row for each. */
  fetchMaps(output: string, zipped: ZippedMaps, answers: Answers): BorderOutput;
  edit(): GraphEdit | undefined;
}

/**
 * What onnxruntime-node does not take or give at the border of a model: sequences, optionals, and types of 16 bits and
 * less. Nodes in front build them from tensors, nodes behind take them apart. How long a sequence is has to be asked
 * before its elements: a model is then run once more for each level of nesting.
 */
export function createBorder(widen: Widen): Border {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const before: Uint8Array[] = [];
  const after: Uint8Array[] = [];
  const feeds = new Map<string, TensorValue>();
  const fetches = new Set<string>();
  const fresh = counter('in-');

  function feedTensor(target: string, tensor: TensorValue, type: RawType): void {
    const carrier = carrierOf(tensor.dtype);
    const cast = carrier !== tensor.dtype;
    const name = cast ? fresh() : target;
    before.push(inputField(name, carrier, type.shape));
    if (cast) before.push(nodeField(castNode(name, target, tensor.dtype)));
    feeds.set(name, widen(tensor, carrier));
  }

  function build(target: string, value: GraphValue, type: RawType): void {
    if (value.kind === 'tensor') {
      feedTensor(target, value.tensor, type);
      return;
    }
    const element = type.element ?? NO_TYPE;
    if (value.kind === 'map') throw new RangeError(`A map cannot be fed to ${target}.`);
    const items = value.kind === 'sequence' ? value.items : value.value ? [value.value] : [];
    const names = items.map((item) => {
      const name = fresh();
      build(name, item, element);
      return name;
    });
    before.push(nodeField({ inputs: names, output: target, ...constructor(value.kind, items.length, element) }));
  }

  function ask(name: string): void {
    fetches.add(name);
    after.push(outputField(name));
  }

  function takeTensor(source: string, type: RawType, answers: Answers): BorderOutput {
    const dtype = dtypeOfCode(type.code) ?? 'float32';
    const carrier = carrierOf(dtype);
    const name = carrier === dtype ? source : `${PREFIX}cast-${source}`;
    if (name !== source) after.push(nodeField(castNode(source, name, carrier)));
    ask(name);
    const answer = answers.get(name);
    if (!answer) return ASKED;
    const own = answer.dtype === carrier ? { ...answer, dtype } : answer;
    return { kind: 'known', value: { kind: 'tensor', tensor: own } };
  }

  function take(source: string, type: RawType, answers: Answers): BorderOutput {
    if (type.kind === 'tensor') return takeTensor(source, type, answers);
    const sequence = type.kind === 'sequence';
    const size = `${PREFIX}size-${source}`;
    after.push(nodeField({ op: sequence ? 'SequenceLength' : 'OptionalHasElement', inputs: [source], output: size }));
    ask(size);
    const answer = answers.get(size);
    if (!answer) return ASKED;
    const items = Array.from({ length: Number(answer.data[0] ?? 0) }, (_, index) => {
      const item = `${PREFIX}item-${index}-${source}`;
      if (sequence) after.push(indexField(`${item}-index`, index));
      const node = sequence
        ? { op: 'SequenceAt', inputs: [source, `${item}-index`], output: item }
        : { op: 'OptionalGetElement', inputs: [source], output: item };
      after.push(nodeField(node));
      return take(item, type.element ?? NO_TYPE, answers);
    });
    return gathered(sequence ? 'sequence' : 'optional', items);
  }

  return {
    feeds,
    fetches,
    feed: (input, value) => {
      if (value.kind === 'tensor' && isBorderType(value.tensor.dtype)) {
        feeds.set(input.name, value.tensor);
        return;
      }
      inputs.push(input.name);
      build(input.name, value, input.type ?? NO_TYPE);
    },
    fetchMaps: (output, { tensor, keys, isOutput }, answers) => {
      outputs.push(output);
      if (isOutput) fetches.add(tensor);
      else if (!fetches.has(tensor)) ask(tensor);
      const answer = answers.get(tensor);
      return answer ? { kind: 'known', value: { kind: 'sequence', items: mapsOf(answer, keys) } } : ASKED;
    },
    fetch: (output, answers) => {
      const type = output.type ?? NO_TYPE;
      if (type.kind === 'tensor' && isPlain(type)) {
        fetches.add(output.name);
        const answer = answers.get(output.name);
        return answer ? { kind: 'known', value: { kind: 'tensor', tensor: answer } } : ASKED;
      }
      outputs.push(output.name);
      return take(output.name, type, answers);
    },
    edit: () => {
      if (inputs.length === 0 && outputs.length === 0) return undefined;
      return { inputs, outputs, before: Buffer.concat(before), after: Buffer.concat(after) };
    },
  };
}

/** A map for each row: scalars by the keys of their columns. */
function mapsOf({ dtype, dims, data }: TensorValue, keys: ZippedMaps['keys']): GraphValue<TensorValue>[] {
  const rows = dims.length > 1 ? (dims[0] ?? 0) : 1;
  const width = rows === 0 ? 0 : data.length / rows;
  return Array.from({ length: rows }, (_, row) => ({
    kind: 'map',
    keys,
    values: Array.from({ length: width }, (_, column) => {
      const at = row * width + column;
      return { kind: 'tensor', tensor: { dtype, dims: [], data: data.slice(at, at + 1) } };
    }),
  }));
}

const ASKED: BorderOutput = { kind: 'asked' };
const NO_TYPE: RawType = { kind: 'none', code: 0, shape: undefined, element: undefined };

/** Unknown element types are left to the runtime. */
function isPlain({ code }: RawType): boolean {
  const dtype = dtypeOfCode(code);
  return dtype === undefined || isBorderType(dtype);
}

function counter(kind: string): () => string {
  let next = 0;
  return () => `${PREFIX}${kind}${next++}`;
}

function constructor(
  kind: 'sequence' | 'optional',
  items: number,
  element: RawType,
): Pick<EditNode, 'op' | 'attributes'> {
  if (kind === 'sequence') {
    if (items > 0) return { op: 'SequenceConstruct' };
    return { op: 'SequenceEmpty', attributes: [{ name: 'dtype', kind: 'int', value: element.code }] };
  }
  return items > 0
    ? { op: 'Optional' }
    : { op: 'Optional', attributes: [{ name: 'type', kind: 'type', value: element }] };
}

function gathered(kind: 'sequence' | 'optional', items: readonly BorderOutput[]): BorderOutput {
  const values = items.flatMap((item) => (item.kind === 'known' ? [item.value] : []));
  if (values.length < items.length) return ASKED;
  if (kind === 'sequence') return { kind: 'known', value: { kind, items: values } };
  const [value] = values;
  return { kind: 'known', value: value ? { kind, value } : { kind } };
}
