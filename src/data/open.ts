import { basename } from 'node:path';
import { stat } from 'node:fs/promises';
import { fileReader, gunzipReader, streamReader } from './bytes/reader';
import { openCsv } from './csv/csv';
import { openJson, openLines } from './json/json';
import { dataError } from './fail';
import type { Readable } from 'node:stream';
import type { ByteReader } from './bytes/reader';
import type { ReadOptions, TableSource } from './table';
import { formatOf } from './format';

/** Where a table lies. `displayName` is the path as the user gave it: errors speak of it. */
export type TableReference =
  | { readonly kind: 'file'; readonly path: string; readonly displayName: string }
  | { readonly kind: 'stdin'; readonly stream: Readable; readonly displayName: string };

/**
 * Opens a table of any known format: by the file's extension, and by its first bytes where that says nothing.
 * The file is read as batches are asked for; close the source when it is no longer needed.
 * Throws WorkbenchError of kind `data` (or `usage` for impossible options), naming `displayName`.
 */
export async function openTable(reference: TableReference, options: ReadOptions): Promise<TableSource> {
  const file = reference.displayName;
  if (reference.kind === 'file') await checkFile(reference.path, file);
  let reader: ByteReader = reference.kind === 'file' ? fileReader(reference.path) : streamReader(reference.stream);
  try {
    const magic = await reader.peek(2);
    if (magic[0] === 0x1f && magic[1] === 0x8b) reader = gunzipReader(reader, file);
    return await opened(reader, file, options);
  } catch (error) {
    await reader.close();
    throw error;
  }
}

async function opened(reader: ByteReader, file: string, options: ReadOptions): Promise<TableSource> {
  switch (formatOf(file, await reader.peek(64))) {
    case 'json':
      return openJson(reader, file, options);
    case 'jsonl':
      return openLines(reader, file, options);
    case 'csv':
      return openCsv(reader, file, options);
  }
}

async function checkFile(path: string, file: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw dataError({ code: 'no-file', message: `${file} is not there.`, file });
  if (!found.isFile() && !found.isFIFO())
    throw dataError({
      code: 'not-a-file',
      message: `${file} is not a file: ${basename(path)} has to be a table.`,
      file,
    });
}
