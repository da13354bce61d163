import { readTextFile } from './text-file';

const SIZE_LIMIT = 8 * 1024 * 1024;

export type NameList =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unusable'; readonly why: string };

/** A file with one name a line, in index order. Empty lines at the end do not count; an empty line amid names is no list. */
export async function readNameList(path: string): Promise<NameList> {
  const file = await readTextFile(path, SIZE_LIMIT);
  if (file.kind !== 'text') return file;
  const names = file.text
    .trimEnd()
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim());
  const empty = names.indexOf('');
  if (empty >= 0) return { kind: 'unusable', why: names.length === 1 ? 'is empty' : `has an empty line ${empty + 1}` };
  return { kind: 'names', names };
}
