import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openTable } from '../../../../src/data/open';
import { chunked, collectText, issueOf } from '../support/collect';

describe('rows and lines', () => {
  it.each<[string, string, string[][], number[]]>([
    [
      'line ends of Windows',
      'a,b\r\n1,x\r\n2,y\r\n',
      [
        ['1', 'x'],
        ['2', 'y'],
      ],
      [2, 3],
    ],
    [
      'line ends of old Macs',
      'a,b\r1,x\r2,y',
      [
        ['1', 'x'],
        ['2', 'y'],
      ],
      [2, 3],
    ],
    [
      'mixed line ends',
      'a,b\r\n1,x\n2,y\r\n',
      [
        ['1', 'x'],
        ['2', 'y'],
      ],
      [2, 3],
    ],
    ['no line end at the end', 'a,b\n1,x', [['1', 'x']], [2]],
    ['a byte order mark', '\uFEFFa,b\n1,x\n', [['1', 'x']], [2]],
    ['quotes', 'a,b\n"say ""hi""","x,y"\n', [['say "hi"', 'x,y']], [2]],
    [
      'line ends in quotes',
      'a,b\n"one\ntwo",x\n3,y\n',
      [
        ['one\ntwo', 'x'],
        ['3', 'y'],
      ],
      [2, 4],
    ],
    [
      'a quoted carriage return at the end of a row',
      'a,b\nx,"y\r"\nz,w\n',
      [
        ['x', 'y\r'],
        ['z', 'w'],
      ],
      [2, 3],
    ],
    [
      'blank lines, which pandas leaves out',
      '\na,b\n\n1,x\n  \n2,y\n\n',
      [
        ['1', 'x'],
        ['2', 'y'],
      ],
      [4, 6],
    ],
    [
      'rows of empty cells, which are no blank lines',
      'a,b\n,\n1,\n',
      [
        ['', ''],
        ['1', ''],
      ],
      [2, 3],
    ],
    ['a quoted empty cell in one column', 'a\n""\nx\n', [[''], ['x']], [2, 3]],
    ['quotes inside plain text', 'a,b\n5" pipe,x\n', [['5" pipe', 'x']], [2]],
    ['a header over two lines', '"a\nz",b\n1,x\n', [['1', 'x']], [3]],
  ])('%s', async (_, text, rows, lines) => {
    for (const chunkBytes of [1, 3, 1000]) {
      const table = await collectText(text, {}, 2, chunkBytes);
      expect(table.rows).toEqual(rows);
      expect(table.lines).toEqual(lines);
      expect(table.issues).toEqual([]);
    }
  });

  it('keeps empty header names, as pandas writes for an index', async () => {
    expect((await collectText(',,x\n0,0,1\n')).head.columns).toEqual(['', '', 'x']);
  });

  it('warns of a header that is all numbers', async () => {
    expect((await collectText('1,2.5\n3,4\n')).head.issues).toMatchObject([{ severity: 'warning', code: 'no-header' }]);
  });
});

describe('what is wrong, and where', () => {
  it.each([
    ['', 'empty-file', {}],
    ['\n \n', 'empty-file', {}],
    ['a,b\n\n', 'no-rows', {}],
    ['a,b,a\n1,2,3\n', 'duplicate-column', { column: 'a' }],
    ['a,b\n1,x\n2,"y\n3,z\n', 'unclosed-quote', { row: 1, line: 3, column: 'b' }],
    ['a,b\n"x\ny",1\nz,"w\n', 'unclosed-quote', { row: 1, line: 4, column: 'b' }],
    ['a,"b\n1,x\n', 'unclosed-quote', { line: 1 }],
    ['a,b\n1,"x"y\n2,z\n', 'malformed-quote', { row: 0, line: 2, column: 'b' }],
    ['a,b\n\0\0,1\n', 'not-text', {}],
  ])('%j: %s', async (text, code, place) => {
    for (const chunkBytes of [2, 1000]) {
      expect(await issueOf(collectText(text, {}, 7, chunkBytes))).toMatchObject({ code, file: 'table.csv', ...place });
    }
  });

  it.each([
    [
      '1,2\n3\n4,5\n',
      { code: 'ragged-row', row: 1, line: 3 },
      'Row 1 (line 3) of table.csv has 1 field, the header has 2.',
    ],
    ['x,2\n"a\nb",3,4\n5,6\n', { code: 'ragged-row', row: 1, line: 3 }, 'has 3 fields'],
    ['x,2\n"a"b",3\n5,6\n', { code: 'malformed-quote', row: 1, line: 3, column: 'a' }, `column 'a'`],
  ])('a row that does not fit leaves the others: %j', async (rows, issue, says) => {
    const table = await collectText(`a,b\n${rows}`);
    expect(table.issues).toMatchObject([issue]);
    expect(table.issues[0]?.message).toContain(says);
    expect(table.rows).toHaveLength(3);
  });

  it.each([
    ['a quote that is never closed', 'a,b\n1,"', 'unclosed-quote', { row: 0, line: 2, column: 'b' }],
    ['a row without end', 'a,b\n1,', 'row-too-long', { row: 0, line: 2 }],
  ])('ends at %s, long before the end of the file', async (_, start, code, place) => {
    const content = Buffer.concat([Buffer.from(start), Buffer.alloc(80 << 20, 'x')]);
    const stream = chunked(content, 1 << 20);
    const issue = await issueOf(openTable({ kind: 'stdin', displayName: 'x.csv', stream }, {}));
    expect(issue).toMatchObject({ code, ...place });
    expect(stream.destroyed).toBe(true);
  });
});

describe('encodings', () => {
  const text = 'name,n\nÈve,1\nß,2\n';
  it.each<[string, Uint8Array, string | undefined]>([
    ['UTF-8', Buffer.from(text), undefined],
    ['UTF-16 with its mark', Buffer.from(`\uFEFF${text}`, 'utf16le'), undefined],
    ['UTF-16, big end first', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(), undefined],
    ['UTF-16 by name', Buffer.from(text, 'utf16le'), 'utf-16le'],
    ['Latin-1', Buffer.from(text, 'latin1'), 'latin-1'],
    ['windows-1252', Buffer.from(text, 'latin1'), 'windows-1252'],
  ])('%s', async (_, bytes, encoding) => {
    for (const chunkBytes of [1, 5, 1000]) {
      const table = await collectText(bytes, encoding === undefined ? {} : { encoding }, 7, chunkBytes);
      expect(table.rows).toEqual([
        ['Ève'.normalize('NFC').replace('È', 'È'), '1'],
        ['ß', '2'],
      ]);
    }
  });

  it.each<[string, number[], object]>([
    ['a byte of Latin-1', [0xe9], { row: 1, line: 3, column: 'b' }],
    ['a lone continuation', [0x80], { row: 1, line: 3, column: 'b' }],
    ['an overlong form', [0xc0, 0xaf], { row: 1, line: 3, column: 'b' }],
    ['a surrogate', [0xed, 0xa0, 0x80], { row: 1, line: 3, column: 'b' }],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], { row: 1, line: 3, column: 'b' }],
  ])('not UTF-8: %s', async (_, bad, place) => {
    const bytes = Buffer.concat([Buffer.from('a,b\n1,x\n2,y'), Buffer.from(bad), Buffer.from('z\n3,w\n')]);
    for (const chunkBytes of [1, 4, 1000]) {
      const issue = await issueOf(collectText(bytes, {}, 7, chunkBytes));
      expect(issue).toMatchObject({ code: 'not-utf-8', ...place });
      expect(issue.message).toContain('--encoding');
    }
  });

  it('finds a bad byte behind a million good ones', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`a,b\n${'1,2\n'.repeat(300_000)}3,`),
      Buffer.from([0xff]),
      Buffer.from('\n'),
    ]);
    expect(await issueOf(collectText(bytes))).toMatchObject({
      code: 'not-utf-8',
      row: 300_000,
      line: 300_002,
      column: 'b',
    });
  });
});

describe('gzip and the end of reading', () => {
  it('tells a broken archive', async () => {
    const packed = gzipSync('a,b\n' + '1,2\n'.repeat(10_000));
    expect((await issueOf(collectText(packed.subarray(0, packed.length - 20)))).code).toBe('bad-gzip');
  });

  it('reads several members as one file', async () => {
    const table = await collectText(Buffer.concat([gzipSync('a,b\n1,2\n'), gzipSync('3,4\n')]));
    expect(table.rows).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('stops the stream when the consumer stops', async () => {
    const stream = chunked('a,b\n' + '1,2\n'.repeat(400_000), 1 << 12);
    const source = await openTable({ kind: 'stdin', displayName: 'x', stream }, {});
    for await (const batch of source.batches(10)) if (batch.start > 50) break;
    expect(stream.destroyed).toBe(true);
  });

  it('releases the stream on close before anything is read', async () => {
    const stream = chunked('a,b\n' + '1,2\n'.repeat(400_000), 1 << 12);
    const source = await openTable({ kind: 'stdin', displayName: 'x', stream }, {});
    await source.close();
    expect(stream.destroyed).toBe(true);
  });
});
