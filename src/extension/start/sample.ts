import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Subject } from '../../contract/results-page';

export interface SampleFolders {
  /** The bundled sample. */
  readonly bundled: string;
  /** Where the extension may write. */
  readonly storage: string;
}

/**
 * Lays a copy of the bundled sample where it can be written to, with a log of its own. What was changed in an earlier
 * copy is kept.
 */
export async function laySample({ bundled, storage }: SampleFolders): Promise<Subject> {
  const folder = join(storage, 'sample');
  await mkdir(join(folder, '.onnx-workbench'), { recursive: true });
  await cp(bundled, folder, { recursive: true, force: false });
  return { model: join(folder, 'wine.onnx'), data: join(folder, 'wine.csv'), folder };
}
