import { styleText } from 'node:util';
import { describe, expect, it } from 'vitest';
import { harmless } from '../../../src/cli/harmless';
import { someModel } from '../../support/model-summary';
import { run } from './fakes';

describe('text for a terminal', () => {
  it.each([
    ['a window title', 'a\u001b]0;title\u0007b', 'a\ufffd]0;title\ufffdb'],
    ['a cleared screen', '\u001b[2J', '\ufffd[2J'],
    ['a sequence in one byte', '\u009b2J', '\ufffd2J'],
    ['a line written over', 'safe\rlies', 'safe\ufffdlies'],
    ['hidden text', '\u001b[8mhidden', '\ufffd[8mhidden'],
  ])('has no %s', (_what, text, shown) => {
    expect(harmless(text)).toBe(shown);
  });

  it.each(['red', 'green', 'yellow', 'cyan', 'bold', 'dim'] as const)('keeps the style %s', (format) => {
    const styled = styleText(format, 'text\n\ttext', { validateStream: false });
    expect(harmless(styled)).toBe(styled);
  });

  it('is what inspect prints of a model from anywhere', async () => {
    const name = 'x\u001b]0;title\u0007';
    const summary = someModel({
      producer: name,
      inputs: [{ name, type: 'float32', shape: [] }],
      metadata: { [name]: name },
      problems: [{ severity: 'warning', code: 'odd', message: name }],
    });
    const { stdout } = await run(['inspect', 'm.onnx'], () => ({ inspect: () => Promise.resolve(summary) }));
    expect(stdout).toContain('x\ufffd]0;title\ufffd');
    expect(stdout).not.toContain('\u001b');
  });
});
