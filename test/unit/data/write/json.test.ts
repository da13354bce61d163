import { describe, expect, it } from 'vitest';
import type { TableHead } from '../../../../src/data/table';
import { batchOf, classified, csvHead, HEAD, regressed, textColumn, THREE } from './tables';
import { written } from './written';

describe('predictions as JSON and JSONL', () => {
  it('has the same columns, input values typed as in the source', async () => {
    const head = csvHead('n', 'code', 'when');
    const batch = batchOf(0, 2, [
      textColumn('1.5', ''),
      textColumn('00012', '7'),
      { kind: 'value', values: [true, null] },
    ]);
    const text = (await written('out.json', { head, keep: 'all' }, [batch, regressed(0.1, NaN)])).toString();
    expect(JSON.parse(text)).toEqual([
      { n: 1.5, code: '00012', when: true, prediction: 0.1, score: 0.1 },
      { n: null, code: '7', when: null, prediction: 'NaN', score: 'NaN' },
    ]);
  });

  it('reads decimal commas where the file has them', async () => {
    const head: TableHead = { ...csvHead('n'), decimal: ',' };
    const batch = batchOf(0, 2, [textColumn('1,5', '-2')]);
    const text = (await written('out.json', { head, keep: 'all' }, [batch, regressed(1, 2)])).toString();
    expect((JSON.parse(text) as { n: unknown }[]).map(({ n }) => n)).toEqual([1.5, -2]);
  });

  it('has one object a line in JSONL, and null where a row was skipped', async () => {
    const text = (await written('out.jsonl', { head: HEAD, keep: 'none' }, [THREE, classified([0])])).toString();
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { prediction: null, score: null, 'proba_no, never': null, proba_yes: null },
      { prediction: 'yes', score: 0.75, 'proba_no, never': 0.25, proba_yes: 0.75 },
      { prediction: 'yes', score: 0.9, 'proba_no, never': 0.1, proba_yes: 0.9 },
    ]);
  });

  it('is an empty array without rows', async () => {
    expect(JSON.parse((await written('out.json', { head: HEAD, keep: 'all' })).toString())).toEqual([]);
  });
});
