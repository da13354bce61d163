import { each, fields, integer, name } from './fields';
import { newType, type RawDim, type RawType, type RawValue } from './raw-model';
import { messageField, type FieldRule, type MessageRule } from './wire';

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

export const valueRule: MessageRule<RawValue> = {
  fields: fields<RawValue>({
    1: name((value, text) => (value.name = text)),
    2: messageField(
      () => typeRule,
      (value: RawValue) => (value.type ??= newType()),
    ),
  }),
};
