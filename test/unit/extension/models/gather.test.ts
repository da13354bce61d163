import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gather } from '../../../../src/extension/models/gather';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('what comes in quick succession is handed on together, each once', () => {
  const handed: (readonly string[])[] = [];
  const gathered = gather<string>(100, (items) => handed.push(items));
  for (const item of ['a', 'b', 'a']) gathered.add(item);
  vi.advanceTimersByTime(99);
  expect(handed).toEqual([]);
  vi.advanceTimersByTime(1);
  gathered.add('c');
  vi.advanceTimersByTime(100);
  expect(handed).toEqual([['a', 'b'], ['c']]);
});

test('what keeps coming is handed on all the same', () => {
  const handed: (readonly number[])[] = [];
  const gathered = gather<number>(100, (items) => handed.push(items));
  for (let at = 0; at < 10; at++) {
    gathered.add(at);
    vi.advanceTimersByTime(60);
  }
  expect(handed.length).toBeGreaterThan(3);
});

test('nothing is handed on after it was let go of', () => {
  const handed: unknown[] = [];
  const gathered = gather<string>(100, (items) => handed.push(items));
  gathered.add('a');
  gathered.dispose();
  vi.advanceTimersByTime(1_000);
  expect(handed).toEqual([]);
});
