import { setImmediate } from 'node:timers/promises';
import { WireError, type ByteSource, type FieldRule, type Integer, type MessageRule, type WireFault } from './wire';

/**
 * A decoder of protobuf messages in a file: it is told which fields to keep, and seeks past all others. One loop over a
 * stack of open messages instead of recursion, so that it can stop anywhere for more bytes and go on.
 * Encoding: https://protobuf.dev/programming-guides/encoding.
 */

const FIRST_CHUNK = 4 * 1024;
const LARGEST_CHUNK = 1024 * 1024;
/** A key and a varint are at most this long together. */
const HEADER_BYTES = 20;
/** As protobuf's own decoders have it. */
const DEPTH_LIMIT = 100;
/** What may be kept of a file: texts and payloads, and a fixed price for each message. */
const KEPT_LIMIT = 512 * 1024 * 1024;
const MESSAGE_PRICE = 64;

/** How long reading may keep its thread before others get a turn. */
const TURN_MILLISECONDS = 20;

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

type Rule = FieldRule<unknown>;

interface Frame {
  readonly rule: MessageRule<unknown>;
  readonly target: unknown;
  readonly end: number;
  /** Set inside a packed list: the rule of its elements. */
  readonly packed: Rule | undefined;
}

/**
 * Decodes the whole source as one message into `target`. Memory is bounded by what the rules keep and by
 * `KEPT_LIMIT`, whatever lengths the file claims. Throws WireError.
 */
export async function decodeMessage<T>(source: ByteSource, rule: MessageRule<T>, target: T): Promise<void> {
  const decoder = new Decoder(source.size, rule, target);
  let chunk = FIRST_CHUNK;
  let turnEnds = performance.now() + TURN_MILLISECONDS;
  for (;;) {
    const wanted = decoder.run();
    if (wanted === 0) return;
    const goesOn = decoder.position <= decoder.windowEnd;
    chunk = goesOn ? Math.min(chunk * 2, LARGEST_CHUNK) : FIRST_CHUNK;
    decoder.refill(source, Math.max(chunk, wanted));
    if (performance.now() > turnEnds) {
      await setImmediate();
      turnEnds = performance.now() + TURN_MILLISECONDS;
    }
  }
}

class Decoder {
  position = 0;
  windowStart = 0;
  windowEnd = 0;
  private buffer = Buffer.alloc(0);
  private kept = 0;
  private readonly stack: Frame[];
  private lastVarintLength = 0;

  constructor(
    private readonly size: number,
    rule: MessageRule<never>,
    target: unknown,
  ) {
    this.stack = [frameOf(rule, target, size)];
  }

  /** Goes on until done (0) or until that many bytes are wanted at `position`. */
  run(): number {
    for (;;) {
      const frame = this.stack.at(-1);
      if (!frame) return 0;
      if (this.position === frame.end) {
        if (!frame.packed) frame.rule.finish?.(frame.target);
        this.stack.pop();
        continue;
      }
      const wanted = Math.min(frame.end - this.position, HEADER_BYTES);
      if (this.windowEnd - this.position < wanted || this.position < this.windowStart) return wanted;
      const more = frame.packed ? this.element(frame, frame.packed) : this.field(frame);
      if (more > 0) return more;
    }
  }

  refill(source: ByteSource, length: number): void {
    const bytes = Math.min(length, this.size - this.position);
    if (this.buffer.length < bytes) this.buffer = Buffer.allocUnsafe(bytes);
    this.windowStart = this.position;
    this.windowEnd = this.position;
    const got = source.read(this.buffer, bytes, this.position);
    if (got < bytes) throw new WireError('cut', this.position + got);
    this.windowEnd = this.position + got;
  }

  private field(frame: Frame): number {
    const key = Number(this.varint(this.position, frame));
    const at = this.position + this.lastVarintLength;
    if (key < 8 || key >= 2 ** 32) throw this.fault('malformed', frame);
    const rule = frame.rule.fields.get(Math.floor(key / 8));
    switch (key % 8) {
      case VARINT:
        return this.varintField(frame, rule, at);
      case FIXED64:
        return this.goTo(frame, at + 8);
      case FIXED32:
        if (rule?.kind === 'float' && at + 4 <= frame.end) rule.put(frame.target, this.float(at));
        return this.goTo(frame, at + 4);
      case LENGTH_DELIMITED: {
        const length = Number(this.varint(at, frame));
        const start = at + this.lastVarintLength;
        if (length < 0 || length > frame.end - start) throw this.fault('cut', frame);
        return this.payload(frame, rule, start, length);
      }
      default:
        throw this.fault('malformed', frame);
    }
  }

  private varintField(frame: Frame, rule: Rule | undefined, at: number): number {
    const value = this.varint(at, frame);
    if (rule?.kind === 'integer') rule.put(frame.target, value);
    return this.goTo(frame, at + this.lastVarintLength);
  }

  private goTo(frame: Frame, at: number): number {
    if (at > frame.end) throw this.fault('cut', frame);
    this.position = at;
    return 0;
  }

  private payload(frame: Frame, rule: Rule | undefined, at: number, length: number): number {
    switch (rule?.kind) {
      case 'message':
        this.open(frameOf(rule.rule(), rule.begin(frame.target), at + length), at);
        return 0;
      case 'integer':
      case 'float':
        this.open({ ...frame, end: at + length, packed: rule }, at);
        return 0;
      case 'text':
      case 'bytes':
        return this.take(frame, rule, at, length);
      case 'span':
        rule.put(frame.target, at, length);
        this.position = at + length;
        return 0;
      case undefined:
        this.position = at + length;
        return 0;
    }
  }

  private take(frame: Frame, rule: Rule & { readonly kind: 'text' | 'bytes' }, at: number, length: number): number {
    const limit = rule.kind === 'text' ? rule.limit : rule.limit(frame.target);
    if (length <= limit) {
      if (at + length > this.windowEnd) return at + length - this.position;
      this.keep(length);
      const start = at - this.windowStart;
      if (rule.kind === 'text') rule.put(frame.target, this.buffer.toString('utf8', start, start + length));
      else rule.put(frame.target, this.buffer.subarray(start, start + length));
    } else if (rule.kind === 'text') throw new WireError('too-large', at);
    this.position = at + length;
    return 0;
  }

  private element(frame: Frame, rule: Rule): number {
    if (rule.kind === 'float') {
      if (frame.end - this.position < 4) throw this.fault('malformed', frame);
      rule.put(frame.target, this.float(this.position));
      this.position += 4;
    } else if (rule.kind === 'integer') {
      rule.put(frame.target, this.varint(this.position, frame));
      this.position += this.lastVarintLength;
    }
    return 0;
  }

  private open(frame: Frame, at: number): void {
    if (this.stack.length >= DEPTH_LIMIT) throw new WireError('too-deep', this.position);
    this.keep(MESSAGE_PRICE);
    this.stack.push(frame);
    this.position = at;
  }

  private keep(bytes: number): void {
    this.kept += bytes;
    if (this.kept > KEPT_LIMIT) throw new WireError('too-large', this.position);
  }

  private float(at: number): number {
    return this.buffer.readFloatLE(at - this.windowStart);
  }

  /** The int64 at `at`; its length goes to `lastVarintLength`. */
  private varint(at: number, frame: Frame): Integer {
    const start = at - this.windowStart;
    const end = Math.min(frame.end, this.windowEnd) - this.windowStart;
    let low = 0;
    for (let index = 0; index < 10; index++) {
      if (start + index >= end) throw this.fault('cut', frame);
      const byte = this.buffer[start + index] ?? 0;
      if (index < 4) low += (byte & 127) * 2 ** (7 * index);
      if (byte < 128) {
        this.lastVarintLength = index + 1;
        return index < 4 ? low : this.longVarint(start, index + 1);
      }
    }
    throw this.fault('malformed', frame);
  }

  private longVarint(start: number, length: number): Integer {
    let value = 0n;
    for (let index = length - 1; index >= 0; index--)
      value = (value << 7n) | BigInt((this.buffer[start + index] ?? 0) & 127);
    const signed = BigInt.asIntN(64, value);
    const near = Number(signed);
    return Number.isSafeInteger(near) ? near : signed;
  }

  /** In the outermost message an overrun means that the file ends too early; further in, that it is damaged. */
  private fault(fault: WireFault, frame: Frame): WireError {
    return new WireError(fault === 'cut' && frame !== this.stack[0] ? 'malformed' : fault, this.position);
  }
}

function frameOf(rule: MessageRule<never>, target: unknown, end: number): Frame {
  return { rule: rule, target, end, packed: undefined };
}
