import { expect, test } from 'vitest';
import { reporting } from '../../../../src/extension/webview/reporting';

interface Actions {
  open(request: { readonly file: string }): void;
  close(request: Record<string, never>): void;
}

const context = { signal: new AbortController().signal, progress: () => undefined };

test('an action that fails, at once or later, is told and answered; the others are done', async () => {
  const told: unknown[] = [];
  const opened: string[] = [];
  const actions = reporting<Actions>((error) => told.push(error), {
    open: ({ file }) => {
      if (file === '') throw new Error('no name');
      opened.push(file);
    },
    close: () => Promise.reject(new Error('gone')),
  });
  await actions.open({ file: '' }, context);
  await actions.close({}, context);
  await actions.open({ file: 'a.csv' }, context);
  expect(told).toEqual([new Error('no name'), new Error('gone')]);
  expect(opened).toEqual(['a.csv']);
});
