import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandWithMap } from '../../../src/cli/predict/proposal-text';
import { shellQuote } from '../../../src/cli/shell-quote';
import { rounds } from '../../support/rounds';

describe('quoting for a shell', () => {
  it.runIf(process.platform !== 'win32')('is read back by sh word for word', () => {
    const word = fc.string({ unit: fc.constantFrom('a', ' ', "'", '"', '$', '\\', '*', '\n', 'ü', '!', '') });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const script = `printf '%s\\0' ${shellQuote(words, 'linux')}`;
        expect(execFileSync('sh', ['-c', script]).toString().split('\0').slice(0, -1)).toEqual(words);
      }),
      { numRuns: rounds(60) },
    );
  });

  it.each([
    ['plain.csv', 'plain.csv'],
    ['C:\\data\\x.csv', 'C:\\data\\x.csv'],
    ['two words', '"two words"'],
    ['say "x"', '"say \\"x\\""'],
    ['ends in \\', '"ends in \\\\"'],
    ['', '""'],
  ])('on Windows: %s', (word, quoted) => {
    expect(shellQuote([word], 'win32')).toBe(quoted);
  });

  it('puts --map auto before the end of the flags', () => {
    expect(commandWithMap('npx onnx-workbench', ['predict', '--', '-m.onnx', 'd.csv'], 'linux')).toBe(
      'npx onnx-workbench predict --map auto -- -m.onnx d.csv',
    );
  });
});
