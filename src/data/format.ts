import type { DataFormat } from './table';

type ReadableFormat = Exclude<DataFormat, 'generated'>;

const EXTENSIONS = new Map<string, ReadableFormat>([
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['tab', 'csv'],
  ['json', 'json'],
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
  ['npy', 'npy'],
  ['npz', 'npz'],
  ['pb', 'pb'],
  ['parquet', 'parquet'],
  ['pq', 'parquet'],
  ['arrow', 'arrow'],
  ['arrows', 'arrow'],
  ['feather', 'arrow'],
  ['ftr', 'arrow'],
]);

const MAGICS: readonly (readonly [string, ReadableFormat])[] = [
  ['PAR1', 'parquet'],
  ['ARROW1', 'arrow'],
  ['FEA1', 'arrow'],
  ['\xff\xff\xff\xff', 'arrow'],
  ['\x93NUMPY', 'npy'],
  ['PK\x03\x04', 'npz'],
];

/** Whether Arrow data is in the file layout, which is read from its end. */
export function isArrowFile(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 6)).toString('latin1') === 'ARROW1';
}

/** The format of a file by its extension (behind which `.gz` may stand), else by its first bytes, else CSV. */
export function formatOf(file: string, head: Uint8Array): ReadableFormat {
  const extension = /\.([a-z0-9]+)(?:\.gz)?$/i.exec(file)?.[1]?.toLowerCase() ?? '';
  return EXTENSIONS.get(extension) ?? formatByContent(Buffer.from(head).toString('latin1'));
}

function formatByContent(head: string): ReadableFormat {
  const magic = MAGICS.find(([start]) => head.startsWith(start));
  if (magic !== undefined) return magic[1];
  const sign = head.replace(/^\xef\xbb\xbf/, '').trimStart()[0];
  return sign === '{' || sign === '[' ? 'json' : 'csv';
}
