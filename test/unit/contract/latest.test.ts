import { expect, test } from 'vitest';
import { createLatest } from '../../../src/contract/latest';

test('what begins cancels what was under way, whose answer counts for nothing', async () => {
  const latest = createLatest();
  const signals: AbortSignal[] = [];
  const answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const calls = answers.map(({ promise }) =>
    latest.run((signal) => {
      signals.push(signal);
      return promise;
    }),
  );
  answers[1]?.resolve('second');
  answers[0]?.resolve('first');
  expect(await Promise.all(calls)).toEqual([undefined, 'second']);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
});

test('an error is told, but not that of what was cancelled', async () => {
  const latest = createLatest();
  await expect(latest.run(() => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  const failing = Promise.withResolvers<string>();
  const call = latest.run(() => failing.promise);
  latest.cancel();
  failing.reject(new Error('cancelled'));
  expect(await call).toBeUndefined();
});
