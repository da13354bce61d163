import { expect, test } from 'vitest';
import type { Issue, Severity } from '../../../../src/contract/issue';
import { attention, verdict } from '../../../../src/extension/models/verdict';

const issue = (severity: Severity, code: string = severity): Issue => ({ severity, code, message: code });

test.each([
  [[], undefined],
  [['info'], undefined],
  [['info', 'warning'], 'warning'],
  [['warning', 'error', 'info'], 'error'],
] as const)('of %j the verdict is %s', (severities, worst) => {
  expect(verdict({ problems: severities.map((severity) => issue(severity)) })).toBe(worst);
});

test('what needs attention stands with the worst first, each kind in its order', () => {
  const problems = [issue('info'), issue('warning', 'w1'), issue('error'), issue('warning', 'w2')];
  expect(attention(problems).map(({ code }) => code)).toEqual(['error', 'w1', 'w2']);
});
