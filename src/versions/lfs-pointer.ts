/** What Git LFS leaves in a repository for a large file. */
export interface LfsPointer {
  readonly sha256: string;
  readonly bytes: number;
}

/** A pointer has no more than this, by its specification. */
export const POINTER_BYTES = 1024;

/** The pointer that a file's text is, or undefined where it is content. See the specification of Git LFS, version 1. */
export function parsePointer(text: string): LfsPointer | undefined {
  if (!text.startsWith('version https://git-lfs.github.com/spec/v1\n')) return undefined;
  const sha256 = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
  const bytes = Number(/^size (\d{1,15})$/m.exec(text)?.[1]);
  return sha256 === undefined || Number.isNaN(bytes) ? undefined : { sha256, bytes };
}
