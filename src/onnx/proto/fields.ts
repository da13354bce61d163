import { messageField, type FieldRule, type Integer, type MessageRule } from './wire';

/** Longest name, in bytes. */
export const NAME_LIMIT = 64 * 1024;
const METADATA_LIMIT = 64 * 1024 * 1024;

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
