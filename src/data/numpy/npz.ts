import { randomBytes } from '../bytes/random';
import { dataError } from '../fail';
import { tensorTable } from '../tensor-table';
import { npyTensor } from './npy';
import { zipEntries } from './zip';
import type { NamedTensor } from '../../contract/tensor';
import type { RandomBytes } from '../bytes/random';
import type { TableSource } from '../table';

/** Opens a .npz file: one named tensor per array. Throws WorkbenchError `bad-zip` or `bad-npy`. */
export async function openNpz(bytes: RandomBytes, file: string): Promise<TableSource> {
  try {
    const tensors: NamedTensor[] = [];
    for (const entry of await zipEntries(bytes, file)) {
      if (!entry.name.endsWith('.npy')) throw notArray(entry.name, file);
      const name = entry.name.slice(0, -'.npy'.length);
      tensors.push(await npyTensor(randomBytes(await entry.read()), name, `'${name}' of ${file}`));
    }
    if (tensors.length === 0) throw dataError({ code: 'no-columns', message: `${file} holds no arrays.`, file });
    return tensorTable(tensors, { file, format: 'npz' });
  } finally {
    await bytes.close();
  }
}

function notArray(name: string, file: string): Error {
  return dataError({
    code: 'bad-npy',
    message: `'${name}' in ${file} is not a NumPy array: an .npz file holds only .npy entries.`,
    file,
  });
}
