import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWN_FIXTURES, readCases } from './support/cases';
import type { Must } from './support/must-checks';
import { MUSTS } from './support/musts';
import { subjectOf, type Subject } from './support/subject';
import { openWorkbench, type Workbench } from './support/workbench';

/** What a case says that a correct tool must do, line by line. Pairs are for comparisons. */
const cases = readCases().filter(({ kind }) => kind !== 'pair');
const known = cases
  .map((one) => ({ one, lines: one.must.filter((line) => typeof MUSTS.get(line) === 'function') }))
  .filter(({ lines }) => lines.length > 0);

let workbench: Workbench;
let folder: string;

beforeAll(() => {
  workbench = openWorkbench();
  folder = mkdtempSync(join(tmpdir(), 'must-'));
});

afterAll(async () => {
  await workbench.dispose();
  rmSync(folder, { recursive: true });
});

describe.each(known.map(({ one, lines }) => [one.id, one, lines] as const))('%s must', (_id, one, lines) => {
  let subject: Subject;

  beforeAll(() => {
    subject = subjectOf(one, workbench, folder);
  });

  it.each(lines)('%s', async (line) => {
    const must: Must | undefined = MUSTS.get(line);
    expect(must).toBeTypeOf('function');
    if (typeof must === 'function') await must(subject);
  });
});

it('has a check for every line, and says which it does not know', () => {
  const unknown = cases.flatMap(({ id, must }) =>
    must.filter((line) => !MUSTS.has(line)).map((line) => `${id}: ${line}`),
  );
  if (unknown.length > 0) console.log(`No check for:\n${unknown.join('\n')}`);
  expect(OWN_FIXTURES ? unknown : []).toEqual([]);
});
