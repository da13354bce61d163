import { isAbsolute, relative, resolve } from 'node:path';

/** A path relative to `folder` where it lies inside, else as it is. */
export function shortPath(folder: string, path: string): string {
  const short = relative(folder, path);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short;
}

/** The absolute path of a file that an issue names. */
export function fullPath(folder: string, path: string): string {
  return resolve(folder, path);
}
