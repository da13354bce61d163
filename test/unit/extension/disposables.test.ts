import { expect, test } from 'vitest';
import { DisposableStore } from '../../../src/extension/disposables';

test('lets go in reverse order, once', () => {
  const order: string[] = [];
  const store = new DisposableStore();
  const first = store.add({ dispose: () => order.push('first') });
  store.add({ dispose: () => order.push('second') });
  store.dispose();
  store.dispose();
  expect(order).toEqual(['second', 'first']);
  expect(first).toHaveProperty('dispose');
});

test('what is added too late is let go of at once', () => {
  const order: string[] = [];
  const store = new DisposableStore();
  store.dispose();
  store.add({ dispose: () => order.push('late') });
  expect(order).toEqual(['late']);
});
