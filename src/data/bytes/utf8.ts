/** Length of the UTF-8 sequence that `lead` opens; 0 where no sequence starts with it. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/** How many bytes at the end of `bytes` open a sequence whose rest is still to come: 0 to 3. */
export function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0;
  }
  return 0;
}

/** Offset of the first byte that is not UTF-8 (Unicode 16, table 3-7), or the length where all are. */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    const length = sequenceLength(lead);
    if (length === 0 || !validSequence(bytes, at, length)) return at;
    at += length;
  }
  return bytes.length;
}

/** The second byte of these leads has a narrower range, against overlong forms, surrogates and beyond U+10FFFF. */
const SECOND_BYTE = new Map([
  [0xe0, [0xa0, 0xbf]],
  [0xed, [0x80, 0x9f]],
  [0xf0, [0x90, 0xbf]],
  [0xf4, [0x80, 0x8f]],
]);

function validSequence(bytes: Uint8Array, at: number, length: number): boolean {
  for (let step = 1; step < length; step += 1) {
    const byte = bytes[at + step] ?? 0;
    const [low = 0x80, high = 0xbf] = (step === 1 ? SECOND_BYTE.get(bytes[at] ?? 0) : undefined) ?? [];
    if (byte < low || byte > high) return false;
  }
  return true;
}
