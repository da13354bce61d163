import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../src/contract/issue';
import { chanceOf, firstSeed, mutate, STUMBLE } from '../../support/mutations';
import { rounds } from '../../support/rounds';
import { temporaryFolder } from '../../support/temporary-folder';
import { collectFile } from './support/collect';

const COUNT = rounds(600, 20_000);
const MEGABYTE = 1 << 20;

const quoted = Array.from({ length: 30 }, (_, row) => `${row};"say ""${row}""\nagain";1,5`).join('\n');
const lines = Array.from({ length: 30 }, (_, row) => JSON.stringify({ a: row, b: [row, 2], c: 'x' })).join('\n');

interface Source {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A file of every format that is read, as other programs write them. */
function sources(): [Source, ...Source[]] {
  const written = readdirSync('test/fixtures/data')
    .filter((name) => /\.(?:npy|npz|pb|parquet|arrow|arrows|feather)$/.test(name) && !name.startsWith('big-'))
    .map((name) => ({ name, bytes: readFileSync(join('test/fixtures/data', name)) }));
  const iris = 'test/fixtures/models/iris-logreg-zipmap-int';
  const texts = readdirSync(iris)
    .filter((name) => /^input\..*(?:csv|json)$/.test(name))
    .map((name) => ({ name, bytes: readFileSync(join(iris, name)) }));
  const first = { name: 'quoted.csv', bytes: Buffer.from(`a;b;c\n${quoted}\n`) };
  return [
    first,
    { name: 'tabs.tsv', bytes: Buffer.from('a\tb\n1\t2\n3\t\n') },
    { name: 'lines.jsonl', bytes: Buffer.from(lines) },
    { name: 'packed.csv.gz', bytes: gzipSync(first.bytes) },
    ...written,
    ...texts,
  ];
}

/** 'read', the code of the error, or what else was thrown. */
async function outcome(path: string): Promise<string> {
  try {
    await collectFile(path);
    return 'read';
  } catch (error) {
    if (!(error instanceof WorkbenchError)) return `thrown: ${String(error)}`;
    return STUMBLE.test(error.message) ? `said: ${error.message}` : (error.issues[0]?.code ?? 'thrown: no issue');
  }
}

describe(`${COUNT} changes of files of every format`, () => {
  it('are read or refused, in words about the file', async () => {
    const files = sources();
    const folder = temporaryFolder();
    const before = process.memoryUsage().rss;
    for (let seed = firstSeed(); seed < firstSeed() + COUNT; seed += 1) {
      const chance = chanceOf(seed);
      const { name, bytes } = chance.of(files);
      const path = join(folder, name);
      writeFileSync(path, mutate(bytes, chance, chance.of(files).bytes));
      expect(await outcome(path), `WORKBENCH_SEED=${seed}, ${name}`).toMatch(/^[a-z0-9-]+$/);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(512 * MEGABYTE);
  });
});
