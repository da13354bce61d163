import { describe, expect, it } from 'vitest';
import type { Issue } from '../../../src/contract/issue';
import { bindBatch } from '../../../src/tensors/bind';
import { badFiles, fixtureCases } from '../../support/fixtures';
import { planCase, sidecarOf, type PlannedCase, type PredictCase } from './planned-case';

const cases = (fixtureCases() as PredictCase[]).flatMap((one) =>
  one.models.map((model) => ({ one, model: model.file, title: `${one.id}/${model.file}` })),
);
const natural = cases.flatMap(({ one, ...rest }) =>
  one.naturalMapping ? [{ ...rest, one, mapping: one.naturalMapping }] : [],
);

function filesOf(one: PredictCase): readonly string[] {
  return [one.data.file, ...one.variants.map(({ file }) => file)];
}

/** Columns in the order in which they are fed, or the words of a plan that stopped. */
function fedColumns({ result }: PlannedCase): readonly string[] {
  return result.kind === 'ready'
    ? result.bindings.flatMap(({ columns }) => columns)
    : result.issues.map(({ message }) => message);
}

/** The file has the columns themselves, not tensors, nested lists or rows without names. */
function hasColumns({ head }: PlannedCase, columns: readonly string[]): boolean {
  return head.named && columns.every((name) => head.columns.includes(name));
}

describe('with --map auto', () => {
  it.each(natural)('$title maps as a person would', async ({ one, model, mapping }) => {
    for (const file of filesOf(one)) {
      const planned = await planCase(one.id, model, file, { map: 'auto' });
      expect(fedColumns(planned)).toEqual(mapping);
      expect(planned.result).toMatchObject({ truthColumns: [one.target] });
    }
  });
});

describe('with a sidecar that says what case.json says', () => {
  it.each(cases)('$title binds every file completely', async ({ one, model }) => {
    const columns = (one.bindings[model] ?? []).flatMap((binding) => binding.columns);
    for (const file of filesOf(one)) {
      const planned = await planCase(one.id, model, file, {}, sidecarOf(one, model));
      if (hasColumns(planned, columns)) expect(fedColumns(planned)).toEqual(columns);
      expect(unfedRows(planned)).toEqual([]);
    }
  });
});

describe('without a sidecar', () => {
  it('every case is right, asks or warns, and none is silently wrong', async () => {
    const counts = { right: 0, asked: 0, warned: 0, silent: [] as string[] };
    for (const { one, model, title } of cases) {
      for (const file of filesOf(one)) {
        const planned = await planCase(one.id, model, file);
        const { result } = planned;
        if (result.kind === 'stopped') counts.asked++;
        else if (!isOtherwise(one, model, planned)) counts.right++;
        else if (result.issues.some(({ severity }) => severity === 'warning')) counts.warned++;
        else counts.silent.push(`${title} ${file}`);
      }
    }
    expect(counts.silent).toEqual([]);
    expect(counts.right).toBeGreaterThan(counts.asked + counts.warned);
  });

  it.each(cases)('$title names every unused column', async ({ one, model }) => {
    const { result } = await planCase(one.id, model, one.data.file);
    if (result.kind === 'stopped') {
      expect(result.issues[0]?.message).not.toBe('');
      return;
    }
    const said = result.issues.find(({ code }) => code === 'unused-columns')?.message ?? '';
    for (const column of one.data.unusedColumns)
      expect(said).toContain(column === '' ? "'' (empty header)" : `'${column}'`);
  });
});

describe('data that does not fit', () => {
  it.each([...badFiles('csv'), ...badFiles('json')])('$file is explained', async (bad) => {
    const { model = '', at } = bad as typeof bad & { readonly model?: string; readonly at?: { readonly row?: number } };
    const [issue] = await issuesOf(model, bad.file);
    for (const text of bad.mustName) expect(issue?.message).toContain(text);
    if (at?.row !== undefined) expect(issue?.row).toBe(at.row);
  });
});

async function issuesOf(model: string, file: string): Promise<readonly Issue[]> {
  try {
    const { result, batches } = await planCase('bad', model, file);
    return result.kind === 'stopped' ? result.issues : batches.flatMap((batch) => bindBatch(result.plan, batch).issues);
  } catch (error) {
    return (error as { readonly issues?: readonly Issue[] }).issues ?? [];
  }
}

/** Rows that a plan does not feed; all of them where it stopped. */
function unfedRows({ result, batches }: PlannedCase): readonly string[] {
  if (result.kind === 'stopped') return result.issues.map(({ message }) => message);
  return batches.flatMap((batch) => [...bindBatch(result.plan, batch).failed.values()].map(({ message }) => message));
}

/** The plan feeds named columns in another order than `case.json` has. */
function isOtherwise(one: PredictCase, model: string, planned: PlannedCase): boolean {
  const columns = (one.bindings[model] ?? []).flatMap((binding) => binding.columns);
  return hasColumns(planned, columns) && fedColumns(planned).join() !== columns.join();
}
