import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'papaparse';
import { expect } from 'vitest';
import type { Subject } from '../subject';

/** What `predict --out` writes to a file of this name. */
export async function written(subject: Subject, name: string, ...flags: string[]): Promise<string> {
  const { model, file } = subject.trial;
  const words = ['predict', model, file, '--out', name, '--no-log', ...flags];
  const { code, stderr, folder } = await subject.commandLine(...words);
  expect(code, stderr).toBe(0);
  return readFileSync(join(folder, name), 'utf8');
}

/** Names of the columns that are written. */
export async function writtenHeader(subject: Subject): Promise<readonly string[]> {
  const text = await written(subject, 'must.csv', '--keep', 'none');
  return parse<string[]>(text).data[0] ?? [];
}

/** Rows of a CSV by the names of its header. */
export function csvRows(text: string): readonly Readonly<Record<string, string>>[] {
  return parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}
