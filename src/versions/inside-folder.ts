import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/** Whether a relative path with forward slashes names something below its folder on every system. */
export function namesInside(file: string): boolean {
  return (
    !file.includes('\\') && !/^[a-z]:/i.test(file) && file.split('/').every((part) => part !== '' && part !== '..')
  );
}

/** Whether a file beside a model lies in or below its folder, links followed: the model itself may be a link. */
export async function liesBeside(model: string, file: string): Promise<boolean> {
  const folders = [await realpath(dirname(model)), dirname(await realpath(model))];
  const real = await realpath(join(dirname(model), ...file.split('/')));
  return folders.some((folder) => isBelow(folder, real));
}

/** Whether what is written to `path` comes to lie below `folder`: the folders between that are there already may be links. */
export async function staysBelow(folder: string, path: string): Promise<boolean> {
  const root = await realpath(folder);
  for (let above = dirname(path); ; above = dirname(above)) {
    const real = await realpath(above).catch(() => undefined);
    if (real !== undefined) return real === root || isBelow(root, real);
    if (above === dirname(above)) return false;
  }
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !isAbsolute(way) && way.split(sep)[0] !== '..';
}
