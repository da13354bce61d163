import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileSink } from '../../../src/data/write/sink';
import { removeFoldersOf, removeStaleFolders } from '../../../src/engine/private-folders';
import { createUnfinished } from '../../../src/engine/unfinished';
import { temporaryFolder } from '../../support/temporary-folder';

/** No process has it: Linux gives at most 2^22, other systems less. */
const DEAD = 2 ** 30;

function privateFolder(parent: string, pid: number): string {
  const folder = join(parent, `onnx-workbench-engine-${pid}-Ab12`);
  mkdirSync(folder);
  return folder;
}

async function halfWritten(engine: string, path: string): Promise<void> {
  const sink = await fileSink(path, 'out', createUnfinished(engine));
  await sink.write(Buffer.from('half'));
}

describe('what an engine leaves that was killed', () => {
  it('goes with its half-written outputs when the next one starts; those of a living one stay', async () => {
    const [parent, out] = [temporaryFolder(), temporaryFolder({ 'a.csv': 'as it was' })];
    const dead = privateFolder(parent, DEAD);
    await halfWritten(dead, join(out, 'a.csv'));
    await halfWritten(dead, join(out, 'b.csv'));
    await halfWritten(privateFolder(parent, process.pid), join(out, 'c.csv'));
    expect(readdirSync(out)).toHaveLength(4);
    removeStaleFolders(parent);
    expect(readdirSync(out)).toEqual([expect.stringMatching(/^\.c\.csv\./), 'a.csv']);
    expect(existsSync(dead)).toBe(false);
  });

  it('goes when its starter sees it end', async () => {
    const [parent, out] = [temporaryFolder(), temporaryFolder()];
    await halfWritten(privateFolder(parent, process.pid), join(out, 'a.csv'));
    removeFoldersOf(process.pid, parent);
    expect([...readdirSync(parent), ...readdirSync(out)]).toEqual([]);
  });

  it('is nothing but what has the name of a half-written output', () => {
    const [parent, out] = [temporaryFolder(), temporaryFolder({ 'thesis.csv': 'all of it' })];
    const dead = privateFolder(parent, DEAD);
    createUnfinished(dead).add(join(out, 'thesis.csv'));
    removeStaleFolders(parent);
    expect(readdirSync(out)).toEqual(['thesis.csv']);
  });
});

describe('an output that is whole, or gone', () => {
  it.each(['finish', 'abort'] as const)('is no longer noted after %s', async (end) => {
    const [engine, out] = [temporaryFolder(), temporaryFolder()];
    const sink = await fileSink(join(out, 'a.csv'), 'out', createUnfinished(engine));
    expect(readdirSync(engine)).toHaveLength(1);
    await sink[end]();
    expect(readdirSync(engine)).toEqual([]);
  });

  it('is not noted where it cannot be begun', async () => {
    const [engine, out] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(out, 'file'), '');
    await expect(fileSink(join(out, 'none', 'a.csv'), 'out', createUnfinished(engine))).rejects.toThrow();
    expect(readdirSync(engine)).toEqual([]);
  });
});
