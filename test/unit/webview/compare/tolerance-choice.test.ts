import { describe, expect, it } from 'vitest';
import type { ToleranceOptions } from '../../../../src/contract/tolerance';
import { numberOf } from '../../../../webview/compare/number-field';
import { withDefault, withIgnored, withIgnoredOutput, withOutput } from '../../../../webview/compare/tolerance-choice';

describe('a tolerance that is chosen', () => {
  it('holds for all outputs, or is given back', () => {
    expect(withDefault({ atol: 1 }, 'rtol', 2)).toEqual({ atol: 1, rtol: 2 });
    expect(withDefault({ atol: 1, rtol: 2 }, 'atol', undefined)).toEqual({ rtol: 2 });
  });

  it('holds for one output, and leaves nothing behind when it is given back', () => {
    const one = withOutput({ atol: 1 }, 'y', 'rtol', 2);
    expect(one).toEqual({ atol: 1, outputs: { y: { rtol: 2 } } });
    const both = withOutput(one, 'y', 'atol', 0);
    expect(both.outputs).toEqual({ y: { rtol: 2, atol: 0 } });
    expect(withOutput(withOutput(both, 'y', 'rtol', undefined), 'y', 'atol', undefined)).toEqual({ atol: 1 });
  });

  it('takes an output of any name for a name', () => {
    const options = withOutput({}, '__proto__', 'atol', 3);
    expect(Object.entries(options.outputs ?? {})).toEqual([['__proto__', { atol: 3 }]]);
    expect(withOutput(options, 'toString', 'atol', undefined)).toEqual(options);
  });

  it('ignores a kind or an output, or does not any more', () => {
    const flips = withIgnored({ rule: 'both' }, 'flips');
    expect(flips).toEqual({ rule: 'both', ignore: { flips: true } });
    const more = withIgnoredOutput(flips, 'y');
    expect(more.ignore).toEqual({ flips: true, outputs: ['y'] });
    const none: ToleranceOptions = withIgnored(withIgnoredOutput(more, 'y'), 'flips');
    expect(none).toEqual({ rule: 'both' });
  });
});

it.each([
  ['', undefined],
  [' 1e-5 ', 1e-5],
  ['0,5', 0.5],
  ['0', 0],
  ['-1', null],
  ['much', null],
  ['1e999', null],
])('the text %j is the number %j', (text, number) => {
  expect(numberOf(text)).toBe(number);
});
