import type { ByteSource, Integer, MessageRule } from '../proto/wire';
import { decodeMessage } from '../proto/decode-message';
import { messageField, WireError } from '../proto/wire';
import { fields, integer, name } from '../proto/fields';
import { dtypeOfCode } from '../../contract/element-types';

/** Values of a list that are shown. */
const MOST_VALUES = 8;
const TEXT_BYTES = 64 * 1024;
const SHOWN_CHARACTERS = 80;

interface Described {
  name: string;
  single: string | undefined;
  readonly values: string[];
  count: number;
  tensor: { code: number; readonly dims: Integer[] } | undefined;
  graph: boolean;
}

function addValue(attribute: Described, value: string): void {
  attribute.count++;
  if (attribute.values.length < MOST_VALUES) attribute.values.push(value);
}

const tensorRule: MessageRule<NonNullable<Described['tensor']>> = {
  fields: fields<NonNullable<Described['tensor']>>({
    1: integer((tensor, dim) => tensor.dims.push(dim)),
    2: integer((tensor, code) => (tensor.code = Number(code))),
  }),
};

const markGraph = { kind: 'span', put: (attribute: Described) => void (attribute.graph = true) } as const;

const rule: MessageRule<Described> = {
  fields: fields<Described>({
    1: name((attribute, text) => (attribute.name = text)),
    2: { kind: 'float', put: (attribute, value) => (attribute.single = floatText(value)) },
    3: integer((attribute, value) => (attribute.single = String(value))),
    4: {
      kind: 'bytes',
      limit: () => TEXT_BYTES,
      put: (attribute, bytes) => (attribute.single = shown(bytes.toString('utf8'))),
    },
    5: messageField(
      () => tensorRule,
      (attribute: Described) => (attribute.tensor ??= { code: 0, dims: [] }),
    ),
    6: markGraph,
    7: { kind: 'float', put: (attribute, value) => addValue(attribute, floatText(value)) },
    8: integer((attribute, value) => addValue(attribute, String(value))),
    9: {
      kind: 'bytes',
      limit: () => TEXT_BYTES,
      put: (attribute, bytes) => addValue(attribute, shown(bytes.toString('utf8'))),
    },
    11: markGraph,
  }),
};

/** The fewest digits that name a float32. */
function floatText(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}

function shown(text: string): string {
  return JSON.stringify(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}...` : text);
}

export interface AttributeText {
  readonly name: string;
  /** In short: a list as its first values and how many there are, a tensor as its type. */
  readonly text: string;
}

/** What an AttributeProto holds, as a person reads it; one whose list of floats is damaged is said to be not readable. */
export async function describeAttribute(source: ByteSource): Promise<AttributeText> {
  const attribute: Described = { name: '', single: undefined, values: [], count: 0, tensor: undefined, graph: false };
  try {
    await decodeMessage(source, rule, attribute);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { name: attribute.name, text: 'not readable' };
  }
  return { name: attribute.name, text: textOf(attribute) };
}

function textOf({ single, values, count, tensor, graph }: Described): string {
  if (graph) return 'graph';
  if (tensor) return `${dtypeOfCode(tensor.code) ?? 'tensor'}[${tensor.dims.join(', ')}]`;
  if (count > values.length) return `[${values.join(', ')}, ...] (${count} values)`;
  if (count > 0) return `[${values.join(', ')}]`;
  return single ?? '[]';
}
