import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textTable, type TextColumn } from '../../../src/cli/text-table';

const column = (title: string, ...cells: string[]): TextColumn => ({ title, cells });

describe('a text table', () => {
  it('aligns numbers to the right and text to the left', () => {
    expect(textTable([column('n', '1', '', '-22.5')], [column('name', 'a', 'bc', '3d')], 80)).toEqual([
      '    n  name',
      '    1  a',
      '       bc',
      '-22.5  3d',
    ]);
  });

  it('leaves columns of the input out before those of the answer', () => {
    const inputs = Array.from({ length: 9 }, (_, index) => column(`input_${index}`, 'x'));
    const [header] = textTable(inputs, [column('prediction', 'yes')], 40);
    expect(header).toBe('input_0  input_1  input_2  …  prediction');
  });

  it('cuts long cells and takes control characters out', () => {
    const [, row] = textTable([column('text', `a\u001b[2Jb\n${'x'.repeat(50)}`)], [], 80);
    expect(row).toBe(`a [2Jb ${'x'.repeat(16)}…`);
  });

  it('is never wider than asked for', () => {
    const columns = fc.array(
      fc.record({ title: fc.string({ minLength: 1 }), cells: fc.array(fc.string(), { maxLength: 3 }) }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(columns, columns, fc.integer({ min: 30, max: 120 }), (first, last, width) => {
        for (const line of textTable(first, last, width)) expect(Array.from(line).length).toBeLessThanOrEqual(width);
      }),
    );
  });
});
