/** What VS Code's Explorer and editors, and other programs, say of files that are dragged. */
const FORMATS = ['application/vnd.code.uri-list', 'text/uri-list', 'ResourceURLs', 'resourceurls'] as const;

/** The addresses that were dropped, each once; none where something else was. */
export function droppedUris(data: Pick<DataTransfer, 'getData'>): readonly string[] {
  for (const format of FORMATS) {
    const uris = addressesOf(data.getData(format));
    if (uris.length > 0) return [...new Set(uris)];
  }
  return [];
}

/** One a line, `#` before a comment; or a JSON list. */
function addressesOf(text: string): readonly string[] {
  if (text.startsWith('[')) {
    try {
      const list: unknown = JSON.parse(text);
      return Array.isArray(list) ? list.filter((uri) => typeof uri === 'string') : [];
    } catch {
      return [];
    }
  }
  return text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
}
