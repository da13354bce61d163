import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellOf, shellQuote, type Shell } from '../../../src/contract/shell-quote';
import { rounds } from '../../support/rounds';

describe('quoting for a shell', () => {
  it.runIf(process.platform !== 'win32')('is read back by sh word for word', () => {
    const word = fc.string({ unit: fc.constantFrom('a', ' ', "'", '"', '$', '\\', '*', '\n', 'ü', '!', '') });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const script = `printf '%s\\0' ${shellQuote(words, 'posix')}`;
        expect(execFileSync('sh', ['-c', script]).toString().split('\0').slice(0, -1)).toEqual(words);
      }),
      { numRuns: rounds(60) },
    );
  });

  it.each<[Shell, string, string]>([
    ['cmd', 'plain.csv', 'plain.csv'],
    ['cmd', 'C:\\data\\x.csv', 'C:\\data\\x.csv'],
    ['cmd', 'two words', '"two words"'],
    ['cmd', 'say "x"', '"say \\"x\\""'],
    ['cmd', 'ends in \\', '"ends in \\\\"'],
    ['cmd', '', '""'],
    ['powershell', 'C:\\data\\x.csv', 'C:\\data\\x.csv'],
    ['powershell', '--on-error', '--on-error'],
    ['powershell', 'a,b', "'a,b'"],
    ['powershell', '$env:x', "'$env:x'"],
    ['powershell', "it's", "'it''s'"],
    ['powershell', 'a,"b c"', '\'a,\\"b c\\"\''],
    ['powershell', '-x.csv', "'-x.csv'"],
  ])('in %s: %s', (shell, word, quoted) => {
    expect(shellQuote([word], shell)).toBe(quoted);
  });

  it.each<[string, NodeJS.Platform, Shell]>([
    ['/bin/bash', 'linux', 'posix'],
    ['/usr/bin/pwsh', 'linux', 'powershell'],
    ['C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe', 'win32', 'powershell'],
    ['C:\\Windows\\System32\\cmd.exe', 'win32', 'cmd'],
    ['C:\\Program Files\\Git\\bin\\bash.exe', 'win32', 'posix'],
    ['', 'win32', 'cmd'],
    ['', 'darwin', 'posix'],
  ])('%s on %s is %s', (program, platform, shell) => {
    expect(shellOf(program, platform)).toBe(shell);
  });
});
