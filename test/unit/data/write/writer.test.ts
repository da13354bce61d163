import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openPredictionFile, type WriterOptions } from '../../../../src/data/write/writer';
import { temporaryFolder } from '../../../support/temporary-folder';
import { classified, HEAD, THREE } from './tables';

describe('the file that is written', () => {
  const options: WriterOptions = { head: HEAD, keep: 'all' };

  let folder: string;

  beforeEach(() => {
    folder = temporaryFolder();
  });

  it('replaces the old one only when it is whole', async () => {
    const path = join(folder, 'out.csv');
    await writeFile(path, 'before');
    const writer = await openPredictionFile(path, options);
    await writer.add(THREE, classified());
    expect(await readFile(path, 'utf8')).toBe('before');
    await writer.abort();
    expect(await readdir(folder)).toEqual(['out.csv']);
    expect(await readFile(path, 'utf8')).toBe('before');
  });

  it('is the one a link leads to', async () => {
    await mkdir(join(folder, 'real'));
    await writeFile(join(folder, 'real', 'out.csv'), 'before');
    await symlink(join(folder, 'real', 'out.csv'), join(folder, 'link.csv'));
    const writer = await openPredictionFile(join(folder, 'link.csv'), options);
    await writer.add(THREE, classified());
    await writer.finish();
    expect(await readFile(join(folder, 'real', 'out.csv'), 'utf8')).toContain('proba_yes');
  });

  it.each([
    ['out.xlsx', '.parquet'],
    ['missing/out.csv', 'folder does not exist'],
  ])('is refused as %s', async (name, text) => {
    await expect(openPredictionFile(join(folder, name), options)).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining(text) as string,
    });
  });
});
