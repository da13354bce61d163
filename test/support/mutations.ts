import { seededRandom } from './rounds';

/** The seed of the first case; the others count on from it, so that a failing one can be tried alone. */
export function firstSeed(): number {
  return Number(process.env.WORKBENCH_SEED ?? 1);
}

/** What a message has in it that speaks of a program and not of a file. */
export const STUMBLE =
  /TypeError|RangeError|Cannot read|is not (?:a function|iterable)|Invalid (?:typed )?array|out of bounds|Maximum call|\bundefined\b|\n\s+at /;

/** Chooses among things, the same ones for the same seed. */
export interface Chance {
  /** A whole number from 0 to `end - 1`. */
  below(end: number): number;
  of<T>(choices: readonly [T, ...T[]]): T;
}

/** Neighbouring seeds give unrelated choices: they are mixed as MurmurHash3 ends. */
export function chanceOf(seed: number): Chance {
  const half = Math.imul(seed ^ (seed >>> 16) ^ 0x5bd1e995, 0x85ebca6b);
  const whole = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  const random = seededRandom((whole ^ (whole >>> 16)) >>> 0);
  const below = (end: number): number => Math.floor(random() * end);
  return { below, of: (choices) => choices[below(choices.length)] ?? choices[0] };
}

type Mutate = (bytes: Buffer, chance: Chance, other: Buffer) => Buffer;

/** What readers take for sizes, counts and offsets, and what is one beside them. */
export const TELLING: readonly [bigint, ...bigint[]] = [
  0n,
  1n,
  0x7fn,
  0x80n,
  0xffffn,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  10_737_418_240n,
  0x7fffffffffffffffn,
  0xffffffffffffffffn,
];

const MUTATIONS: readonly [Mutate, ...Mutate[]] = [
  flipBits,
  setBytes,
  writeInteger,
  writeVarint,
  cutOff,
  cutOut,
  repeat,
  moveWithin,
  splice,
];

/** One to four changes of a file: bits, bytes, integers, cuts, repetitions, and parts of `other`. Never the file itself. */
export function mutate(bytes: Uint8Array, chance: Chance, other: Uint8Array): Buffer {
  let mutated: Buffer = Buffer.from(bytes);
  for (let left = 1 + chance.below(4); left > 0; left -= 1)
    mutated = chance.of(MUTATIONS)(mutated, chance, Buffer.from(other));
  return mutated;
}

function flipBits(bytes: Buffer, chance: Chance): Buffer {
  for (let left = 1 + chance.below(3); left > 0 && bytes.length > 0; left -= 1) {
    const at = chance.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
  }
  return bytes;
}

function setBytes(bytes: Buffer, chance: Chance): Buffer {
  const start = chance.below(bytes.length);
  return bytes.fill(chance.below(256), start, Math.min(bytes.length, start + 1 + chance.below(4)));
}

/** Over what stands there, in 2, 4 or 8 bytes of either order. */
function writeInteger(bytes: Buffer, chance: Chance): Buffer {
  const width = chance.of([2, 4, 8]);
  if (bytes.length < width) return bytes;
  const written = Buffer.alloc(8);
  written.writeBigUInt64LE(chance.of(TELLING));
  const digits = written.subarray(0, width);
  digits.copy(bytes, chance.below(bytes.length - width + 1));
  if (chance.below(4) === 0) digits.reverse().copy(bytes, chance.below(bytes.length - width + 1));
  return bytes;
}

/** In place of one byte, so that what follows moves. */
function writeVarint(bytes: Buffer, chance: Chance): Buffer {
  const at = chance.below(bytes.length);
  const digits: number[] = [];
  let rest = chance.of(TELLING);
  for (; rest > 127n; rest >>= 7n) digits.push(Number(rest & 127n) | 128);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from([...digits, Number(rest)]), bytes.subarray(at + 1)]);
}

function cutOff(bytes: Buffer, chance: Chance): Buffer {
  return bytes.subarray(0, chance.below(bytes.length));
}

function cutOut(bytes: Buffer, chance: Chance): Buffer {
  const start = chance.below(bytes.length);
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + 1 + chance.below(32))]);
}

function repeat(bytes: Buffer, chance: Chance): Buffer {
  const start = chance.below(bytes.length);
  const part = bytes.subarray(start, start + 1 + chance.below(64));
  const times = Array.from({ length: 1 + chance.below(50) }, () => part);
  return Buffer.concat([bytes.subarray(0, start), ...times, bytes.subarray(start)]);
}

function moveWithin(bytes: Buffer, chance: Chance): Buffer {
  const from = chance.below(bytes.length);
  bytes.copyWithin(chance.below(bytes.length), from, from + 1 + chance.below(64));
  return bytes;
}

function splice(bytes: Buffer, chance: Chance, other: Buffer): Buffer {
  const start = chance.below(bytes.length);
  const from = chance.below(other.length);
  const length = 1 + chance.below(256);
  return Buffer.concat([bytes.subarray(0, start), other.subarray(from, from + length), bytes.subarray(start + length)]);
}
