import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../src/contract/issue';
import { rounds } from '../../support/rounds';
import { temporaryFolder } from '../../support/temporary-folder';
import { collectFile } from './support/collect';

/** So many times as large in the long form, where the time counts: what takes its square would take hours. */
const SCALE = rounds(1, 100);
const LIMIT_MS = rounds(Infinity, 60_000);

const files: Readonly<Record<string, () => string>> = {
  'one-line.jsonl': () => `["${'x'.repeat(600_000 * SCALE)}"]`,
  'bad-at-its-end.json': () => `[${'{"a":1},'.repeat(5_000 * SCALE)}x]`,
  'escapes.json': () => `{"a":"${'\\"'.repeat(20_000 * SCALE)}`,
  'blank.csv': () => `a,b\n${'\n'.repeat(20_000 * SCALE)}1,2\n`,
  'quotes.csv': () => `a,b\n${'"'.repeat(20_000 * SCALE)},1\n`,
  'odd-quotes.csv': () => `a,b\n${'"a"b,"c\n'.repeat(2_000 * SCALE)}`,
  'digits.csv': () => `a;b\n${`${'1'.repeat(10_000 * SCALE)}x;1,5\n`.repeat(5)}`,
  'spaces.csv': () => `a,b\n${`${' '.repeat(10_000 * SCALE)},1\n`.repeat(5)}`,
  'columns.csv': () => `${Array.from({ length: 2_000 * SCALE }, (_, index) => `c${index}`).join(',')}\n`,
};

describe('files that are made to take long', () => {
  it.each(Object.keys(files))('%s', async (name) => {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, files[name]?.() ?? '');
    const started = performance.now();
    const table = await collectFile(path).catch((error: unknown) => error);
    if (table instanceof Error) expect(table).toBeInstanceOf(WorkbenchError);
    expect(performance.now() - started).toBeLessThan(LIMIT_MS);
  });
});
