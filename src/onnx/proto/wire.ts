/** What is told to the decoder of protobuf messages, and what it tells. */

/** An int64 as a number where that is exact, else as a bigint. */
export type Integer = number | bigint;

/** What becomes of a field. Integers and floats come packed or one by one; `put` sees each. */
export type FieldRule<T> =
  | { readonly kind: 'integer'; put(target: T, value: Integer): void }
  | { readonly kind: 'float'; put(target: T, value: number): void }
  /** Longer texts than `limit` bytes end the reading. */
  | { readonly kind: 'text'; readonly limit: number; put(target: T, value: string): void }
  /** Longer payloads than `limit(target)` bytes are passed over. `bytes` is valid only during the call. */
  | { readonly kind: 'bytes'; limit(target: T): number; put(target: T, bytes: Buffer): void }
  /** Passed over unread: only where the payload lies is told. */
  | { readonly kind: 'span'; put(target: T, start: number, length: number): void }
  | { readonly kind: 'message'; rule(): MessageRule<never>; begin(target: T): unknown };

export interface MessageRule<T> {
  readonly fields: ReadonlyMap<number, FieldRule<T>>;
  finish?(target: T): void;
}

/** A field that holds a message; `begin` gives the object that its fields are put into. */
export function messageField<T, Child>(rule: () => MessageRule<Child>, begin: (target: T) => Child): FieldRule<T> {
  return { kind: 'message', rule, begin };
}

/** Bytes at an absolute offset; fewer than asked only at the end. Synchronous: thousands of small reads lie between weights. */
export interface ByteSource {
  readonly size: number;
  read(into: Buffer, length: number, offset: number): number;
}

export type WireFault = 'cut' | 'malformed' | 'too-deep' | 'too-large';

/** The bytes are not what protobuf says, at `offset` of the file. */
export class WireError extends Error {
  override readonly name = 'WireError';
  constructor(
    readonly fault: WireFault,
    readonly offset: number,
  ) {
    super(`${fault} at byte ${offset}`);
  }
}
