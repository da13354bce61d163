/** Writes the JSON schemas of the sidecar files, as published in `schemas/`, from the schemas that validate them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { SidecarSchema, WorkbenchFileSchema } from '../src/contract/sidecar.ts';

const FOLDER = resolve(import.meta.dirname, '../schemas');
const DIALECT = 'http://json-schema.org/draft-07/schema#';

/** File name -> text of each published schema. */
export async function publishedSchemas(): Promise<ReadonlyMap<string, string>> {
  const options = { ...(await resolveConfig(FOLDER)), parser: 'json' };
  const text = async (schema: object): Promise<string> =>
    format(JSON.stringify({ $schema: DIALECT, ...schema }, null, 2), options);
  return new Map([
    ['sidecar.schema.json', await text(SidecarSchema)],
    ['workbench.schema.json', await text(WorkbenchFileSchema)],
  ]);
}

if (import.meta.main) {
  await mkdir(FOLDER, { recursive: true });
  for (const [name, text] of await publishedSchemas()) await writeFile(resolve(FOLDER, name), text);
}
