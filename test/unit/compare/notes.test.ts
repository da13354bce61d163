import { describe, expect, test } from 'vitest';
import { notesOf, type NoteFacts } from '../../../src/compare/notes';

const HEAD = { kind: 'model', name: 'm.onnx' } as const;

/** What is noted of a comparison of `rows` rows that differs. */
function notes(rows: number, facts: Partial<NoteFacts>): string {
  const comparison = {
    run: null,
    verdict: 'different',
    baseline: { kind: 'predictions', name: 'predictions:' },
    candidate: HEAD,
    data: 'input.csv',
    rows,
    structure: { status: 'not-applicable' },
    outputs: [],
    onlyInBaseline: [],
    onlyInCandidate: [],
    issues: [],
  } as const;
  return notesOf(comparison, { rowsOut: 0, saturated: { baseline: 0, candidate: 0 }, ...facts }).join(' ');
}

describe('what a difference probably comes from', () => {
  test.each<readonly [string, Partial<NoteFacts>, RegExp]>([
    [
      'rounding at thresholds alone',
      { rowsOut: 12, crossed: { rows: 12, met: 12 } },
      /^12 of 100 rows .* all others agree\. 12 rows differ only because rounding to float32 .* not an export error\.$/,
    ],
    [
      'rounding in one row',
      { rowsOut: 1, crossed: { rows: 1, met: 1 } },
      /1 row differs only because rounding to float32/,
    ],
    [
      'rounding in some rows, something else in others',
      { rowsOut: 12, crossed: { rows: 12, met: 5 } },
      /In 5 of the 12 rows that differ, rounding .*; the others have another cause\.$/,
    ],
    [
      'rounding, although nearly all rows differ',
      { rowsOut: 95, crossed: { rows: 95, met: 95 } },
      /95 rows differ only because/,
    ],
  ])('%s', (_title, facts, pattern) => {
    expect(notes(100, facts)).toMatch(pattern);
  });

  test.each<readonly [string, Partial<NoteFacts>]>([
    ['trees that meet nothing', { rowsOut: 5, crossed: { rows: 5, met: 0 } }],
    ['no trees', { rowsOut: 5 }],
  ])('%s: rounding is not spoken of', (_title, facts) => {
    expect(notes(100, facts)).toBe('5 of 100 rows (5 %) are out of tolerance; all others agree.');
  });

  test('nearly all rows, some of them at thresholds: the export is still wrong', () => {
    const text = notes(100, { rowsOut: 95, crossed: { rows: 95, met: 3 } });
    expect(text).toMatch(/more than rounding/);
    expect(text).not.toContain('not an export error');
  });
});
