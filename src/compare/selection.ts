/**
 * Exact order statistics of many non-negative numbers in bounded memory: their bits, read as an integer, sort as they
 * do, so the values are counted by their upper bits while they come, and each wanted rank is then narrowed by the next
 * bits over the same values again, until its bucket is small enough to be gathered. Infinity is a value like others.
 */
export interface Selection {
  /** The first `count` of `values`. */
  addAll(values: Float64Array, count: number): void;
  /** Starts the search for NumPy's linear quantiles; undefined when nothing was added. */
  search(quantiles: readonly number[]): Search | undefined;
}

/** Every value that was added is added again, pass after pass, until `done`. */
export interface Search {
  done(): boolean;
  beginPass(): void;
  addAll(values: Float64Array, count: number): void;
  endPass(): void;
  /** In the order of the quantiles. */
  results(): readonly number[];
}

/** Bits of a value that each level looks at, from the top; the sign is never set. */
const LEVEL_BITS = [18, 14, 16, 16] as const;
const HEADS = 1 << 17;
/** How far the upper half of a value is moved to give the bits of the first level. */
const HEAD_SHIFT = 14;
const LAST_LEVEL = 3;
/** A bucket with no more values than this is gathered. */
const GATHERED = 1 << 17;
/** And with no more than this, sorted. */
const SORTED = 1 << 10;
/** What 32 bits count. */
const MOST_COUNTED = 0xffff_ffff;

const number = new Float64Array(1);
const halves = new Uint32Array(number.buffer);
const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
const HIGH = LITTLE_ENDIAN ? 1 : 0;
const LOW = 1 - HIGH;

type Counts = Uint32Array | Float64Array;

export function createSelection(): Selection {
  let counts: Counts = new Uint32Array(HEADS);
  let total = 0;
  return {
    addAll: (values, count) => {
      total += count;
      if (total > MOST_COUNTED && counts instanceof Uint32Array) counts = Float64Array.from(counts);
      countHeads(counts, wordsOf(values), count);
    },
    search: (quantiles) => (total === 0 ? undefined : createSearch(counts, total, quantiles)),
  };
}

function countHeads(counts: Counts, words: Uint32Array, count: number): void {
  for (let index = HIGH; index < 2 * count; index += 2) {
    const bucket = (words[index] ?? 0) >>> HEAD_SHIFT;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
}

/** The bits of doubles, 32 at a time. */
function wordsOf(values: Float64Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
}

/** One rank that is looked for. */
interface Wanted {
  /** Counted from 0 within its bucket. */
  rank: number;
  /** Bits known so far: those of all levels before this one. */
  prefix: number;
  level: number;
  bucketSize: number;
  found: number | undefined;
}

/** Values of one bucket in this pass: counted by their next bits, or gathered. */
interface Bucket {
  readonly counts?: Float64Array;
  readonly gathered?: Float64Array;
  filled: number;
}

function createSearch(counts: Counts, total: number, quantiles: readonly number[]): Search {
  const positions = quantiles.map((quantile) => quantile * (total - 1));
  const ranks = [...new Set(positions.flatMap((position) => [Math.floor(position), Math.ceil(position)]))];
  const wanted = new Map(ranks.map((rank) => [rank, startingAt(counts, rank)]));
  const open = (): Wanted[] => [...wanted.values()].filter(({ found }) => found === undefined);
  let passes: readonly Pass[] = [];
  return {
    done: () => open().length === 0,
    beginPass: () => {
      passes = passesFor(open());
    },
    addAll: (values, count) => {
      const words = wordsOf(values);
      for (const pass of passes) addPass(pass, values, words, count);
    },
    endPass: () => {
      for (const one of open()) narrow(one, passes.find(({ level }) => level === one.level)?.buckets.get(one.prefix));
      passes = [];
    },
    results: () =>
      positions.map((position) => {
        const below = wanted.get(Math.floor(position))?.found ?? NaN;
        const above = wanted.get(Math.ceil(position))?.found ?? NaN;
        return interpolate(below, above, position - Math.floor(position));
      }),
  };
}

/** As NumPy does it, but without making NaN of two equal infinities. */
function interpolate(below: number, above: number, share: number): number {
  if (below === above || share === 0) return below;
  const difference = above - below;
  return share < 0.5 ? below + difference * share : above - difference * (1 - share);
}

/** What is looked for at one level. */
interface Pass {
  readonly level: number;
  readonly buckets: ReadonlyMap<number, Bucket>;
  /** For each head the place of its first bucket in `list`, counted from 1: most values are passed over by a 0. */
  readonly places: Uint8Array;
  readonly list: readonly Bucket[];
}

function passesFor(open: readonly Wanted[]): readonly Pass[] {
  const levels = new Map<number, Map<number, Bucket>>();
  for (const { level, prefix, bucketSize } of open) {
    const buckets = levels.get(level) ?? new Map<number, Bucket>();
    levels.set(level, buckets);
    if (!buckets.has(prefix)) buckets.set(prefix, bucketFor(level, bucketSize));
  }
  return [...levels].map(([level, buckets]) => ({
    level,
    buckets,
    places: placesOf(level, [...buckets.keys()]),
    list: [...buckets.values()],
  }));
}

function bucketFor(level: number, size: number): Bucket {
  const gathers = size <= GATHERED;
  return {
    ...(gathers ? { gathered: new Float64Array(size) } : { counts: new Float64Array(2 ** (LEVEL_BITS[level] ?? 0)) }),
    filled: 0,
  };
}

function placesOf(level: number, prefixes: readonly number[]): Uint8Array {
  const known = LEVEL_BITS.slice(1, level).reduce((bits, more) => bits + more, 0);
  const places = new Uint8Array(HEADS);
  for (const [place, prefix] of prefixes.entries()) places[Math.floor(prefix / 2 ** known)] ||= place + 1;
  return places;
}

function addPass(
  { level, buckets, places, list }: Pass,
  values: Float64Array,
  words: Uint32Array,
  count: number,
): void {
  for (let index = 0; index < count; index++) {
    const high = words[2 * index + HIGH] ?? 0;
    const place = places[high >>> HEAD_SHIFT] ?? 0;
    if (place === 0) continue;
    const low = words[2 * index + LOW] ?? 0;
    const bucket = level === 1 ? list[place - 1] : buckets.get(prefixAt(level, high, low));
    if (bucket) put(bucket, values[index] ?? 0, nextBits(level, high, low));
  }
}

function put(bucket: Bucket, value: number, next: number): void {
  const { gathered, counts } = bucket;
  if (gathered) gathered[bucket.filled++] = value;
  else if (counts) counts[next] = (counts[next] ?? 0) + 1;
}

function startingAt(counts: Counts, rank: number): Wanted {
  const { bucket, before } = bucketOf(counts, rank);
  return { rank: rank - before, prefix: bucket, level: 1, bucketSize: counts[bucket] ?? 0, found: undefined };
}

function narrow(one: Wanted, bucket: Bucket | undefined): void {
  if (!bucket) throw new RangeError('A rank has lost its bucket.');
  if (bucket.gathered) {
    one.found = valueAt(bucket.gathered, one.rank, one.level);
    return;
  }
  const counts = bucket.counts ?? new Float64Array(0);
  const { bucket: next, before } = bucketOf(counts, one.rank);
  if (one.level === LAST_LEVEL) {
    one.found = numberOf(one.prefix, next);
    return;
  }
  one.rank -= before;
  one.prefix = one.prefix * 2 ** (LEVEL_BITS[one.level] ?? 0) + next;
  one.bucketSize = counts[next] ?? 0;
  one.level++;
}

/** The value of a rank among those of one bucket: narrowed in the same way, because sorting them all takes longer. */
function valueAt(values: Float64Array, rank: number, level: number): number {
  if (values.length <= SORTED || level > LAST_LEVEL) return values.toSorted()[rank] ?? NaN;
  const words = wordsOf(values);
  const next = (index: number): number => nextBits(level, words[2 * index + HIGH] ?? 0, words[2 * index + LOW] ?? 0);
  const counts = new Uint32Array(2 ** (LEVEL_BITS[level] ?? 0));
  for (let index = 0; index < values.length; index++) {
    const bucket = next(index);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  const { bucket, before } = bucketOf(counts, rank);
  return valueAt(
    values.filter((_, index) => next(index) === bucket),
    rank - before,
    level + 1,
  );
}

/** The number of 48 upper bits and the 16 below them. */
function numberOf(upper: number, lower: number): number {
  halves[HIGH] = Math.floor(upper / 2 ** 16);
  halves[LOW] = (upper % 2 ** 16) * 2 ** 16 + lower;
  return number[0] ?? NaN;
}

function bucketOf(counts: Counts, rank: number): { readonly bucket: number; readonly before: number } {
  let before = 0;
  for (let bucket = 0; bucket < counts.length; bucket++) {
    const count = counts[bucket] ?? 0;
    if (rank < before + count) return { bucket, before };
    before += count;
  }
  throw new RangeError('A rank lies beyond all values.');
}

function prefixAt(level: number, high: number, low: number): number {
  return level === 2 ? high : high * 2 ** 16 + (low >>> 16);
}

function nextBits(level: number, high: number, low: number): number {
  if (level === 1) return high & 0x3fff;
  return level === 2 ? low >>> 16 : low & 0xffff;
}
