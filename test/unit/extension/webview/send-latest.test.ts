import { expect, test } from 'vitest';
import { sendLatest } from '../../../../src/extension/webview/send-latest';

test('sends one at a time and only the newest of those that waited', async () => {
  const sent: number[] = [];
  const answers: (() => void)[] = [];
  const send = sendLatest<number>((value) => {
    sent.push(value);
    return new Promise<void>((resolve) => answers.push(resolve));
  });
  [1, 2, 3].forEach(send);
  expect(sent).toEqual([1]);
  answers[0]?.();
  await new Promise(setImmediate);
  expect(sent).toEqual([1, 3]);
});

test('goes on after a failure', async () => {
  const sent: number[] = [];
  const send = sendLatest<number>((value) => {
    sent.push(value);
    return Promise.reject(new Error('the page is gone'));
  });
  send(1);
  await new Promise(setImmediate);
  send(2);
  expect(sent).toEqual([1, 2]);
});
