import type { JsonNumber } from '../../contract/json-number';
import type { WeightChange, WeightChanges } from '../../contract/structure';
import { dtypeOfCode } from '../../contract/element-types';
import { chunksOf, hashOf, sameContent, widthOf, type Content, type ContentReader } from './content';
import { elementReader } from './elements';
import { MOST_LISTED } from './limits';
import type { ModelStructure, StructureTensor } from './read-structure';

interface Weight {
  readonly model: ModelStructure;
  readonly tensor: StructureTensor;
}

/** Initializers by their names; those that go and come with the same content are renamed. The most different come first. */
export async function compareWeights(
  baseline: ModelStructure,
  candidate: ModelStructure,
  reader: ContentReader,
): Promise<{ readonly changes: WeightChanges; readonly renamed: ReadonlyMap<string, string> }> {
  const before = weightsOf(baseline);
  const after = weightsOf(candidate);
  const gone = [...before].filter(([name]) => !after.has(name)).map(([, weight]) => weight);
  const come = [...after].filter(([name]) => !before.has(name)).map(([, weight]) => weight);
  const renamed = await renamedWeights(gone, come, reader);
  const partners = new Set(renamed.values());
  const list: WeightChange[] = [];
  for (const [name, one] of before) {
    const other = after.get(name);
    const change = other && (await changeOf(one, other, reader));
    if (change) list.push(change);
  }
  list.sort((one, other) => size(other) - size(one));
  const changed = list.length;
  const removed = gone.filter(({ tensor }) => !renamed.has(tensor.name));
  const added = come.filter(({ tensor }) => !partners.has(tensor.name));
  list.push(...[...renamed].map(([name, to]) => alone('renamed', before.get(name), after.get(to))));
  list.push(...removed.map((weight) => alone('removed', weight, undefined)));
  list.push(...added.map((weight) => alone('added', undefined, weight)));
  const counts = { changed, renamed: renamed.size, removed: removed.length, added: added.length };
  const changes = { baseline: before.size, candidate: after.size, ...counts, list: list.slice(0, MOST_LISTED) };
  return { changes, renamed };
}

function weightsOf(model: ModelStructure): ReadonlyMap<string, Weight> {
  return new Map(model.weights.map((tensor) => [tensor.name, { model, tensor }]));
}

async function renamedWeights(
  gone: readonly Weight[],
  come: readonly Weight[],
  reader: ContentReader,
): Promise<ReadonlyMap<string, string>> {
  const renamed = new Map<string, string>();
  const shapes = new Set(come.map(({ tensor }) => kindOf(tensor)));
  const found = new Map<string, string[]>();
  for (const { model, tensor } of gone.filter((weight) => shapes.has(kindOf(weight.tensor)))) {
    const key = `${kindOf(tensor)} ${await hashOf(await reader.of(model, tensor))}`;
    found.set(key, [...(found.get(key) ?? []), tensor.name]);
  }
  if (found.size === 0) return renamed;
  for (const { model, tensor } of come) {
    const former = found.get(`${kindOf(tensor)} ${await hashOf(await reader.of(model, tensor))}`)?.shift();
    if (former !== undefined) renamed.set(former, tensor.name);
  }
  return renamed;
}

function kindOf({ code, dims }: StructureTensor): string {
  return `${code} ${dims.join('x')}`;
}

function alone(
  change: 'renamed' | 'removed' | 'added',
  before: Weight | undefined,
  after: Weight | undefined,
): WeightChange {
  return { change, ...head(before, after), maxAbs: null, meanAbs: null, relativeNorm: null };
}

function head(
  before: Weight | undefined,
  after: Weight | undefined,
): Pick<WeightChange, 'baseline' | 'candidate' | 'dtype' | 'shape'> {
  const [one, other] = [before?.tensor, after?.tensor];
  return {
    baseline: one?.name ?? null,
    candidate: other?.name ?? null,
    dtype: { baseline: one ? dtypeName(one) : null, candidate: other ? dtypeName(other) : null },
    shape: { baseline: one ? one.dims.map(Number) : null, candidate: other ? other.dims.map(Number) : null },
  };
}

function dtypeName({ code }: StructureTensor): string {
  return dtypeOfCode(code) ?? `type ${code}`;
}

async function changeOf(one: Weight, other: Weight, reader: ContentReader): Promise<WeightChange | undefined> {
  const [before, after] = [await reader.of(one.model, one.tensor), await reader.of(other.model, other.tensor)];
  const sameKind = kindOf(one.tensor) === kindOf(other.tensor);
  if (sameKind && (await sameContent(before, after))) return undefined;
  const measurable = sameKind && !one.tensor.hash && !other.tensor.hash;
  const numbers = measurable ? await differenceOf(before, after, one.tensor.code) : undefined;
  return { change: 'changed', ...head(one, other), ...(numbers ?? NOT_MEASURED) };
}

type Measured = Pick<WeightChange, 'maxAbs' | 'meanAbs' | 'relativeNorm'>;

const NOT_MEASURED: Measured = { maxAbs: null, meanAbs: null, relativeNorm: null };

/** Undefined where values are no plain numbers. The relative norm is that of the difference over the baseline's. */
async function differenceOf(before: Content, after: Content, code: number): Promise<Measured | undefined> {
  const read = elementReader(dtypeOfCode(code));
  const width = widthOf(code);
  if (!read || width === undefined || before.bytes !== after.bytes) return undefined;
  const sums: Sums = { largest: 0, sum: 0, squares: 0, norm: 0, count: 0 };
  for await (const { chunks } of chunksOf(before, after)) {
    const [first = EMPTY, second = EMPTY] = chunks;
    for (let at = 0; at + width <= first.length; at += width) {
      const value = read(first, at);
      const distance = Math.abs(read(second, at) - value);
      const same = Number.isNaN(distance) && first.compare(second, at, at + width, at, at + width) === 0;
      addElement(sums, value, same ? 0 : distance);
    }
  }
  const { largest, sum, squares, norm, count } = sums;
  return {
    maxAbs: jsonNumber(largest),
    meanAbs: jsonNumber(count === 0 ? 0 : sum / count),
    relativeNorm: jsonNumber(squares === 0 ? 0 : Math.sqrt(squares) / Math.sqrt(norm)),
  };
}

const EMPTY = Buffer.alloc(0);

interface Sums {
  largest: number;
  sum: number;
  squares: number;
  norm: number;
  count: number;
}

/** A NaN in one alone makes every figure NaN. */
function addElement(sums: Sums, value: number, distance: number): void {
  if (Number.isNaN(distance) || distance > sums.largest) sums.largest = distance;
  sums.sum += distance;
  sums.squares += distance * distance;
  sums.norm += Number.isNaN(value) ? 0 : value * value;
  sums.count++;
}

function jsonNumber(value: number): JsonNumber {
  return Number.isFinite(value) ? value : String(value);
}

/** What cannot be measured, a new shape or another dtype, comes first. */
function size({ relativeNorm }: WeightChange): number {
  const value = Number(relativeNorm ?? Infinity);
  return Number.isFinite(value) ? value : Number.MAX_VALUE;
}
