import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probeFolder } from '../../../src/log/fitness';
import { temporaryFolder } from './support/log';

describe('whether a folder can hold a log', () => {
  it('a local folder can, also one that does not exist yet, and is left as it was', () => {
    const folder = temporaryFolder();
    expect(probeFolder(join(folder, 'a', 'b'))).toEqual({ kind: 'fit' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a file cannot', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(probeFolder(file)).toMatchObject({ kind: 'unfit' });
  });

  it('a network share cannot', () => {
    expect(probeFolder('\\\\server\\share\\models')).toEqual({ kind: 'unfit', why: 'it is on a network disk (SMB)' });
  });
});
