import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSettling, type Settling, type Stamp } from '../../../../src/extension/on-change/settling';

const files = new Map<string, Stamp>();
let settled: (readonly string[])[];
let settling: Settling;

beforeEach(async () => {
  vi.useFakeTimers();
  files.clear();
  files.set('model', 'a').set('data', 'a');
  settled = [];
  settling = createSettling({
    stampOf: (path) => Promise.resolve(files.get(path)),
    onSettled: (changed) => settled.push(changed),
  });
  await settling.follow(['model', 'data', 'settings']);
});

afterEach(() => {
  settling.dispose();
  vi.useRealTimers();
});

/** Writes a file and tells that something happened. */
function write(path: string, stamp: Stamp): void {
  files.set(path, stamp);
  settling.touch();
}

describe('files that change', () => {
  it('have settled once they rest for 300 ms, and not before', async () => {
    write('model', 'b');
    await vi.advanceTimersByTimeAsync(250);
    expect(settled).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(settled).toEqual([['model']]);
  });

  it('are waited for while they are written, whether or not each write is told', async () => {
    write('model', 'b');
    for (let piece = 0; piece < 10; piece++) {
      await vi.advanceTimersByTimeAsync(200);
      files.set('model', `b${piece}`);
    }
    expect(settled).toEqual([]);
    await vi.advanceTimersByTimeAsync(450);
    expect(settled).toEqual([['model']]);
  });

  it('are told together', async () => {
    write('model', 'b');
    await vi.advanceTimersByTimeAsync(100);
    write('data', 'b');
    await vi.advanceTimersByTimeAsync(500);
    expect(settled).toEqual([['model', 'data']]);
  });

  it('are no change where they are as they were', async () => {
    write('model', 'a');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(settled).toEqual([]);
  });

  it('come and go', async () => {
    write('settings', 'a');
    await vi.advanceTimersByTimeAsync(500);
    write('settings', undefined);
    await vi.advanceTimersByTimeAsync(500);
    expect(settled).toEqual([['settings'], ['settings']]);
  });

  it('keep what was known of them when others are followed too', async () => {
    files.set('model', 'b');
    await settling.follow(['model', 'data', 'weights']);
    settling.touch();
    await vi.advanceTimersByTimeAsync(500);
    expect(settled).toEqual([['model']]);
  });

  it('are forgotten with their watcher', async () => {
    write('model', 'b');
    settling.dispose();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(settled).toEqual([]);
  });
});
