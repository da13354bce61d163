import type { Value } from '../table';

export type JsonObject = Readonly<Record<string, Value>>;

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isObject(value: Value): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** No tensor has so many dimensions, and no record is nested so deep; what walks through values may recurse this far. */
export const DEEPEST_JSON = 100;

/** Whether lists and objects nest more than `DEEPEST_JSON` deep. */
export function isTooDeep(value: Value, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth >= DEEPEST_JSON || Object.values(value).some((inner: Value) => isTooDeep(inner, depth + 1));
}

/** Lengths of the nested lists along their first elements; [] for a scalar. */
export function nestedShape(value: Value): number[] {
  const shape: number[] = [];
  for (let inner = value; isList(inner); inner = inner[0]) shape.push(inner.length);
  return shape;
}

/** A list in nested lists that has another length than its neighbours; `found` is undefined where a scalar stands. */
export interface Ragged {
  readonly path: readonly number[];
  readonly found: number | undefined;
  readonly wanted: number;
}

/** The first place where `value` is not of the rectangular `shape`, undefined where it is. Depth is that of `shape`. */
export function firstRagged(value: Value, shape: readonly number[], path: readonly number[] = []): Ragged | undefined {
  const [wanted, ...inner] = shape;
  if (wanted === undefined) return undefined;
  if (!isList(value)) return { path, found: undefined, wanted };
  if (value.length !== wanted) return { path, found: value.length, wanted };
  if (inner.length === 0) return undefined;
  for (const [index, element] of value.entries()) {
    const ragged = firstRagged(element, inner, [...path, index]);
    if (ragged !== undefined) return ragged;
  }
  return undefined;
}

/** A value as it is quoted in a message. */
export function shown(value: Value): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `data[2][0][3] has 3 values where 4 are wanted`. */
export function describeRagged(name: string, ragged: Ragged): string {
  const path = name + ragged.path.map((index) => `[${index}]`).join('');
  if (ragged.found === undefined) return `${path} is a single value where a list of ${ragged.wanted} is wanted`;
  return `${path} has ${ragged.found} value${ragged.found === 1 ? '' : 's'} where ${ragged.wanted} ${ragged.wanted === 1 ? 'is' : 'are'} wanted`;
}

/** The scalars of nested lists in row-major order. */
export function flatten(value: Value): Value[] {
  const scalars: Value[] = [];
  collect(value, scalars);
  return scalars;
}

function collect(value: Value, scalars: Value[]): void {
  if (!isList(value)) scalars.push(value);
  else for (const element of value) collect(element, scalars);
}
