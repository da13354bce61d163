/**
 * Exact order statistics of many non-negative numbers in bounded memory: their bits, read as an integer, sort as they
 * do, so the values are counted by their upper 16 bits while they come, and each wanted rank is then narrowed 16 bits at
 * a time over the same values again, until its bucket is small enough to be sorted. Infinity is a value like others.
 */
export interface Selection {
  add(value: number): void;
  /** Starts the search for NumPy's linear quantiles; undefined when nothing was added. */
  search(quantiles: readonly number[]): Search | undefined;
}

/** Every value that was added is added again, pass after pass, until `done`. */
export interface Search {
  done(): boolean;
  beginPass(): void;
  add(value: number): void;
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
    add: (value) => {
      number[0] = value;
      const bucket = (halves[HIGH] ?? 0) >>> 16;
      counts[bucket] = (counts[bucket] ?? 0) + 1;
      total++;
    },
    search: (quantiles) => (total === 0 ? undefined : createSearch(counts, total, quantiles)),
  };
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
  let passes: { readonly level: number; readonly buckets: Map<number, Bucket> }[] = [];
  return {
    done: () => open().length === 0,
    beginPass: () => {
      passes = passesFor(open());
    },
    add: (value) => {
      number[0] = value;
      for (const { level, buckets } of passes) {
        const bucket = buckets.get(prefixAt(level));
        if (!bucket) continue;
        if (bucket.gathered) bucket.gathered[bucket.filled++] = value;
        else if (bucket.counts) {
          const next = nextBits(level);
          bucket.counts[next] = (bucket.counts[next] ?? 0) + 1;
        }
      }
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

function passesFor(open: readonly Wanted[]): { readonly level: number; readonly buckets: Map<number, Bucket> }[] {
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
  return [...levels].map(([level, buckets]) => ({ level, buckets }));
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

function prefixAt(level: number): number {
  const high = halves[HIGH] ?? 0;
  if (level === 1) return high >>> 16;
  return level === 2 ? high : high * BUCKETS + ((halves[LOW] ?? 0) >>> 16);
}

function nextBits(level: number): number {
  if (level === 1) return (halves[HIGH] ?? 0) & 0xffff;
  return level === 2 ? (halves[LOW] ?? 0) >>> 16 : (halves[LOW] ?? 0) & 0xffff;
}
