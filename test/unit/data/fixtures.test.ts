import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectFile, issueOf } from './support/collect';
import { WorkbenchError } from '../../../src/contract/issue';
import type { Issue } from '../../../src/contract/issue';

const root = process.env.WORKBENCH_FIXTURES ?? 'test/fixtures/models';

interface Case {
  readonly data: {
    readonly file: string;
    readonly rows: number;
    readonly columns: readonly string[];
    readonly newline: string;
  };
  readonly variants: readonly { readonly file: string; readonly shape: string; readonly rows: number }[];
}

const cases = readdirSync(root)
  .filter((folder) => existsSync(join(root, folder, 'case.json')))
  .map((folder) => ({ folder, ...(JSON.parse(readFileSync(join(root, folder, 'case.json'), 'utf8')) as Case) }));

const FAMILIES = new Map([
  ['features-one', 'features'],
  ['features-named', 'features'],
  ['v2-nested', 'v2'],
]);

describe('every data file of the model fixtures', () => {
  it.each(cases)('$folder: $data.file', async ({ folder, data }) => {
    const table = await collectFile(join(root, folder, data.file));
    expect(table.rows).toHaveLength(data.rows);
    expect(table.head.columns).toEqual(data.columns);
    expect(table.issues).toEqual([]);
    expect(table.lines[0]).toBe(2);
  });

  const variants = cases.flatMap(({ folder, data, variants }) =>
    variants.map((variant) => ({ folder, data, ...variant })),
  );

  it.each(variants)('$folder: $file', async ({ folder, data, file, shape, rows }) => {
    const table = await collectFile(join(root, folder, file));
    expect(table.rows).toHaveLength(rows);
    expect(table.issues).toEqual([]);
    if (shape.startsWith('csv')) expect(table.head.columns).toEqual(data.columns);
    else if (shape !== 'parquet') expect(table.head.shape).toBe(FAMILIES.get(shape) ?? shape);
  });

  it('reads the same rows from gzip as from the file itself', async () => {
    const folder = join(root, 'natural-named-inputs');
    const [plain, packed] = await Promise.all([
      collectFile(join(folder, 'input.csv')),
      collectFile(join(folder, 'input.csv.gz')),
    ]);
    expect(packed.rows).toEqual(plain.rows);
    expect(packed.lines).toEqual(plain.lines);
  });

  it('keeps the digits of integers beyond 2^53', async () => {
    const folder = join(root, 'int64-beyond-2-53');
    const csv = await collectFile(join(folder, 'input.csv'));
    const json = await collectFile(join(folder, 'input.json'));
    const columns = await collectFile(join(folder, 'input.columns.json'));
    expect(json.rows.map(String)).toEqual(csv.rows.map(String));
    expect(columns.rows.map(String)).toEqual(csv.rows.map(String));
  });
});

/** What the data itself shows, before a model is known. */
const JUDGED_HERE: readonly [file: string, code: string][] = [
  ['empty.csv', 'empty-file'],
  ['header-only.csv', 'no-rows'],
  ['ragged-short.csv', 'ragged-row'],
  ['ragged-long.csv', 'ragged-row'],
  ['latin-1.csv', 'not-utf-8'],
  ['duplicate-column.csv', 'duplicate-column'],
  ['unclosed-quote.csv', 'unclosed-quote'],
  ['truncated.json', 'truncated-json'],
  ['nested-mismatch.json', 'ragged-tensor'],
  ['shape-and-data-differ.json', 'shape-data-mismatch'],
  ['two-shapes.json', 'ambiguous-json'],
  ['bare-nan.json', 'bare-nan'],
];

interface BadFile {
  readonly file: string;
  readonly mustName: readonly string[];
  readonly at?: {
    readonly row?: number;
    readonly line?: number;
    readonly column?: string;
    readonly input?: string;
    readonly index?: readonly number[];
  };
}

async function firstIssue(path: string): Promise<Issue | undefined> {
  try {
    return (await collectFile(path)).issues[0];
  } catch (error) {
    return error instanceof WorkbenchError ? error.issues[0] : undefined;
  }
}

describe('bad files that the data room can judge', () => {
  const { entries } = JSON.parse(readFileSync(join('test/fixtures/models', 'bad/bad.json'), 'utf8')) as {
    entries: BadFile[];
  };

  it.each(JUDGED_HERE)('%s: %s', async (file, code) => {
    const bad = entries.find((entry) => entry.file === file);
    const issue = await firstIssue(join('test/fixtures/models/bad', file));
    expect(issue).toMatchObject({ severity: 'error', code, file });
    for (const name of bad?.mustName ?? []) expect(issue?.message).toContain(name);
    const { index, ...place } = bad?.at ?? {};
    expect(issue).toMatchObject(place);
    expect(issue?.message).toContain(index === undefined ? '' : `data${index.map((step) => `[${step}]`).join('')}`);
  });

  it('reads Latin-1 once it is told', async () => {
    const table = await collectFile('test/fixtures/models/bad/latin-1.csv', { encoding: 'latin-1' });
    expect(table.rows[5]?.[2]).toBe('Málaga');
  });

  it('names a file that is not there as the user did', async () => {
    expect((await issueOf(collectFile('test/fixtures/models/bad/none.csv'))).message).toContain('none.csv');
  });
});
