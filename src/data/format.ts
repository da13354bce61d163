type ReadableFormat = 'csv' | 'json' | 'jsonl';

const EXTENSIONS = new Map<string, ReadableFormat>([
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['tab', 'csv'],
  ['json', 'json'],
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
]);

/** The format of a file by its extension (behind which `.gz` may stand), else by its first bytes, else CSV. */
export function formatOf(file: string, head: Uint8Array): ReadableFormat {
  const extension = /\.([a-z0-9]+)(?:\.gz)?$/i.exec(file)?.[1]?.toLowerCase() ?? '';
  return EXTENSIONS.get(extension) ?? formatByContent(head);
}

function formatByContent(head: Uint8Array): ReadableFormat {
  const text = Buffer.from(head)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  return text.startsWith('{') || text.startsWith('[') ? 'json' : 'csv';
}
