import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SILENCE_LIMIT_MS, watchSilence } from '../../../src/engine/silence';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a thread', () => {
  it('that never looks at its messages again is silent, once', async () => {
    const onSilent = vi.fn();
    watchSilence({ isWaitedFor: () => true, ask: () => new Promise(() => undefined) }, onSilent);
    await vi.advanceTimersByTimeAsync(SILENCE_LIMIT_MS / 2);
    expect(onSilent).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(SILENCE_LIMIT_MS * 3);
    expect(onSilent).toHaveBeenCalledTimes(1);
  });

  it('that answers is not silent, however long it works', async () => {
    const onSilent = vi.fn();
    const late = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SILENCE_LIMIT_MS / 2));
    watchSilence({ isWaitedFor: () => true, ask: late }, onSilent);
    await vi.advanceTimersByTimeAsync(SILENCE_LIMIT_MS * 20);
    expect(onSilent).not.toHaveBeenCalled();
  });

  it('that nobody waits for is left alone', async () => {
    const ask = vi.fn(() => new Promise(() => undefined));
    watchSilence({ isWaitedFor: () => false, ask }, () => undefined);
    await vi.advanceTimersByTimeAsync(SILENCE_LIMIT_MS * 2);
    expect(ask).not.toHaveBeenCalled();
  });
});
