import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../../src/contract/issue';
import { collectText, issueOf } from '../support/collect';
import { rounds } from '../../../support/rounds';

const archive = readFileSync('test/fixtures/data/tensors-packed.npz');
const array = readFileSync('test/fixtures/data/float64.npy');
const CENTRAL = Buffer.from([0x50, 0x4b, 0x01, 0x02]);

function changed(source: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(source);
  change(copy);
  return copy;
}

describe('damaged archives', () => {
  it.each<[string, Buffer, string]>([
    ['cut off', archive.subarray(0, archive.length - 30), 'truncated'],
    ['another checksum', changed(archive, (copy) => copy.writeUInt32LE(1, copy.indexOf(CENTRAL) + 16)), 'checksum'],
    [
      'more content than said',
      changed(archive, (copy) => copy.writeUInt32LE(10, copy.indexOf(CENTRAL) + 24)),
      'larger than it says',
    ],
    [
      'content beyond any memory',
      changed(archive, (copy) => copy.writeUInt32LE(0xfffffff0, copy.indexOf(CENTRAL) + 24)),
      'more than 4 GiB',
    ],
    ['encryption', changed(archive, (copy) => copy.writeUInt16LE(1, copy.indexOf(CENTRAL) + 8)), 'encrypted'],
    ['another packing', changed(archive, (copy) => copy.writeUInt16LE(12, copy.indexOf(CENTRAL) + 10)), 'method 12'],
    [
      'an entry outside the file',
      changed(archive, (copy) => copy.writeUInt32LE(0x7fffffff, copy.indexOf(CENTRAL) + 42)),
      'not where',
    ],
    ['something else', Buffer.from('PK\x03\x04 and no archive'), 'directory'],
  ])('%s', async (_, bytes, says) => {
    const issue = await issueOf(collectText(bytes, {}, 7, 1 << 16, 'x.npz'));
    expect(issue.code).toBe('bad-zip');
    expect(issue.message).toContain(says);
  });
});

describe('damaged arrays', () => {
  it.each<[string, Buffer]>([
    ['cut off', array.subarray(0, array.length - 1)],
    ['a header without end', changed(array, (copy) => copy.writeUInt16LE(0xffff, 8))],
    ['a shape beyond the file', Buffer.from(array.toString('latin1').replace('(5, 3)', '(5,999'), 'latin1')],
    ['code in the header', Buffer.from(array.toString('latin1').replace("'<f8'", 'exit()'), 'latin1')],
    ['another format', Buffer.from('\x93NUMPY')],
  ])('%s', async (_, bytes) => {
    expect((await issueOf(collectText(bytes, {}, 7, 1 << 16, 'x.npy'))).code).toBe('bad-npy');
  });
});

describe('any change of a byte', () => {
  const files = ['tensors-packed.npz', 'structured.npy', 'raw-float32.pb', 'types-snappy.parquet'];

  it.each(files)('in %s is read or refused, never a crash', async (name) => {
    const source = readFileSync(`test/fixtures/data/${name}`);
    await fc.assert(
      fc.asyncProperty(fc.nat(source.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
        const bytes = changed(source, (copy) => copy.writeUInt8(byte, at));
        const outcome = await collectText(bytes, {}, 7, 1 << 16, name).catch((error: unknown) => error);
        expect(outcome instanceof Error && !(outcome instanceof WorkbenchError) ? outcome : undefined).toBeUndefined();
      }),
      { numRuns: rounds(150) },
    );
  });
});
