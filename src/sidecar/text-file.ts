import { open } from 'node:fs/promises';

/** A file's text, or why there is none. */
export type TextFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unusable'; readonly why: string };

/** Reads a UTF-8 text file of at most `limit` bytes, without its byte order mark. Never throws. */
export async function readTextFile(path: string, limit: number): Promise<TextFile> {
  return fromFile(path, async (handle, size) => {
    if (size > limit)
      return { kind: 'unusable', why: `has ${size} bytes, more than the ${limit} that such a file may have` };
    return decode(await readRange(handle, 0, size));
  });
}

/** The first and the last `limit` bytes of a UTF-8 text file, cut at line ends; `tail` is empty where `head` is the whole. */
export async function readTextEnds(
  path: string,
  limit: number,
): Promise<
  { readonly kind: 'ends'; readonly head: string; readonly tail: string } | Exclude<TextFile, { kind: 'text' }>
> {
  return fromFile(path, async (handle, size) => {
    const head = (await readRange(handle, 0, Math.min(size, limit))).toString('utf8');
    if (size <= limit) return { kind: 'ends', head, tail: '' };
    const tail = (await readRange(handle, Math.max(size - limit, limit), size)).toString('utf8');
    return { kind: 'ends', head: head.slice(0, head.lastIndexOf('\n') + 1), tail: tail.slice(tail.indexOf('\n') + 1) };
  });
}

type Handle = Awaited<ReturnType<typeof open>>;

async function fromFile<T>(
  path: string,
  read: (handle: Handle, size: number) => Promise<T>,
): Promise<T | Exclude<TextFile, { kind: 'text' }>> {
  let handle: Handle | undefined;
  try {
    handle = await open(path, 'r');
    const stat = await handle.stat();
    return stat.isFile() ? await read(handle, stat.size) : { kind: 'absent' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { kind: 'absent' }
      : { kind: 'unusable', why: `cannot be read (${code})` };
  } finally {
    await handle?.close();
  }
}

async function readRange(handle: Handle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start);
  let got = 0;
  while (got < bytes.length) {
    const { bytesRead } = await handle.read(bytes, got, bytes.length - got, start + got);
    if (bytesRead === 0) break;
    got += bytesRead;
  }
  return bytes.subarray(0, got);
}

function decode(bytes: Buffer): TextFile {
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { kind: 'unusable', why: 'is not UTF-8 text' };
  }
}
