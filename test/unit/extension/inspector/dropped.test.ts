import { describe, expect, it } from 'vitest';
import { sortDropped } from '../../../../src/extension/inspector/dropped';
import { droppedUris } from '../../../../webview/inspector/drop';

const uri = (scheme: string, path: string): { scheme: string; path: string; fsPath: string } => ({
  scheme,
  path,
  fsPath: path,
});

describe('what is dropped on an inspector', () => {
  it('is sorted into models, data and all else', () => {
    const dropped = [
      uri('file', '/w/a.csv'),
      uri('vscode-remote', '/w/b.parquet'),
      uri('file', '/w/m.onnx'),
      uri('file', '/w/readme.md'),
      uri('https', '/far/away.csv'),
    ];
    expect(sortDropped(dropped)).toEqual({
      data: ['/w/a.csv', '/w/b.parquet'],
      models: ['/w/m.onnx'],
      others: ['readme.md', 'away.csv'],
    });
  });

  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      'a list of addresses',
      { 'text/uri-list': '# two\r\nfile:///a.csv\r\nfile:///b.csv\r\n' },
      ['file:///a.csv', 'file:///b.csv'],
    ],
    ["the Explorer's own list", { ResourceURLs: '["file:///a.csv","file:///a.csv"]' }, ['file:///a.csv']],
    ['something else', { 'text/plain': 'words' }, []],
    ['a list that is none', { ResourceURLs: '[1, {}' }, []],
  ])('is read from %s', (_, data, uris) => {
    expect(droppedUris({ getData: (format) => data[format] ?? '' })).toEqual(uris);
  });
});
