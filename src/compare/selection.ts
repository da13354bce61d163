/**
 * Exact order statistics of many non-negative numbers in bounded memory: their bits, read as an integer, sort as they
 * do, so the values are counted by their upper 16 bits while they come, and each wanted rank is then narrowed 16 bits at
 * a time over the same values again, until its bucket is small enough to be sorted. Infinity is a value like others.
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

const BUCKETS = 1 << 16;
const LAST_LEVEL = 3;
/** A bucket with no more values than this is gathered and sorted. */
const GATHERED = 1 << 16;

const number = new Float64Array(1);
const halves = new Uint32Array(number.buffer);
const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
const HIGH = LITTLE_ENDIAN ? 1 : 0;
const LOW = 1 - HIGH;

export function createSelection(): Selection {
  /** Positive numbers have 0 as their upper bit. */
  const counts = new Float64Array(BUCKETS / 2);
  let total = 0;
  return {
    addAll: (values, count) => {
      const words = wordsOf(values);
      for (let index = HIGH; index < 2 * count; index += 2) {
        const bucket = (words[index] ?? 0) >>> 16;
        counts[bucket] = (counts[bucket] ?? 0) + 1;
      }
      total += count;
    },
    search: (quantiles) => (total === 0 ? undefined : createSearch(counts, total, quantiles)),
  };
}

/** The bits of doubles, 32 at a time. */
function wordsOf(values: Float64Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
}

/** One rank that is looked for. */
interface Wanted {
  /** Counted from 0 within its bucket. */
  rank: number;
  /** Bits known so far, 16 for each level. */
  prefix: number;
  level: number;
  bucketSize: number;
  found: number | undefined;
}

/** Values of one bucket in this pass: counted by their next 16 bits, or gathered. */
interface Bucket {
  readonly counts?: Float64Array;
  readonly gathered?: Float64Array;
  filled: number;
}

function createSearch(counts: Float64Array, total: number, quantiles: readonly number[]): Search {
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
      for (const { buckets } of passes) for (const { gathered } of buckets.values()) gathered?.sort();
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
  /** At the first level, for each prefix whether any rank lies there: most values are passed over by it. */
  readonly wanted: Uint8Array;
}

function passesFor(open: readonly Wanted[]): readonly Pass[] {
  const levels = new Map<number, Map<number, Bucket>>();
  for (const { level, prefix, bucketSize } of open) {
    const buckets = levels.get(level) ?? new Map<number, Bucket>();
    levels.set(level, buckets);
    if (buckets.has(prefix)) continue;
    const small = bucketSize <= GATHERED;
    buckets.set(prefix, {
      ...(small ? { gathered: new Float64Array(bucketSize) } : { counts: new Float64Array(BUCKETS) }),
      filled: 0,
    });
  }
  return [...levels].map(([level, buckets]) => ({ level, buckets, wanted: wantedPrefixes(level, buckets) }));
}

function wantedPrefixes(level: number, buckets: ReadonlyMap<number, Bucket>): Uint8Array {
  const wanted = new Uint8Array(BUCKETS);
  for (const prefix of buckets.keys()) wanted[Math.floor(prefix / BUCKETS ** (level - 1))] = 1;
  return wanted;
}

function addPass({ level, buckets, wanted }: Pass, values: Float64Array, words: Uint32Array, count: number): void {
  for (let index = 0; index < count; index++) {
    const high = words[2 * index + HIGH] ?? 0;
    if (wanted[high >>> 16] === 0) continue;
    const low = words[2 * index + LOW] ?? 0;
    const bucket = buckets.get(prefixAt(level, high, low));
    if (bucket?.gathered) bucket.gathered[bucket.filled++] = values[index] ?? 0;
    else if (bucket?.counts) {
      const next = nextBits(level, high, low);
      bucket.counts[next] = (bucket.counts[next] ?? 0) + 1;
    }
  }
}

function startingAt(counts: Float64Array, rank: number): Wanted {
  const { bucket, before } = bucketOf(counts, rank);
  return { rank: rank - before, prefix: bucket, level: 1, bucketSize: counts[bucket] ?? 0, found: undefined };
}

function narrow(one: Wanted, bucket: Bucket | undefined): void {
  if (!bucket) throw new RangeError('A rank has lost its bucket.');
  if (bucket.gathered) {
    one.found = bucket.gathered[one.rank] ?? NaN;
    return;
  }
  const counts = bucket.counts ?? new Float64Array(BUCKETS);
  const { bucket: next, before } = bucketOf(counts, one.rank);
  if (one.level === LAST_LEVEL) {
    one.found = numberOf(one.prefix, next);
    return;
  }
  one.rank -= before;
  one.prefix = one.prefix * BUCKETS + next;
  one.bucketSize = counts[next] ?? 0;
  one.level++;
}

/** The number of 48 upper bits and the 16 below them. */
function numberOf(upper: number, lower: number): number {
  halves[HIGH] = Math.floor(upper / BUCKETS);
  halves[LOW] = (upper % BUCKETS) * BUCKETS + lower;
  return number[0] ?? NaN;
}

function bucketOf(counts: Float64Array, rank: number): { readonly bucket: number; readonly before: number } {
  let before = 0;
  for (let bucket = 0; bucket < counts.length; bucket++) {
    const count = counts[bucket] ?? 0;
    if (rank < before + count) return { bucket, before };
    before += count;
  }
  throw new RangeError('A rank lies beyond all values.');
}

function prefixAt(level: number, high: number, low: number): number {
  if (level === 1) return high >>> 16;
  return level === 2 ? high : high * BUCKETS + (low >>> 16);
}

function nextBits(level: number, high: number, low: number): number {
  if (level === 1) return high & 0xffff;
  return level === 2 ? low >>> 16 : low & 0xffff;
}
