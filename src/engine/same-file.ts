import { stat } from 'node:fs/promises';

/** Whether two paths are one file, links followed; false where one of them is not there. */
export async function isSameFile(path: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all(
    [path, other].map((each) => stat(each, { bigint: true }).catch(() => undefined)),
  );
  return one !== undefined && two !== undefined && one.isFile() && one.ino === two.ino && one.dev === two.dev;
}
