/** How often a thread is asked for a sign of life while somebody waits for it. */
const ASK_MS = 5_000;
/** What has not paused for so long does not come back: pieces of the largest files take seconds. */
export const SILENCE_LIMIT_MS = 120_000;

/** A thread as it is watched. */
export interface WatchedThread {
  /** Whether somebody waits for an answer of it. */
  isWaitedFor(): boolean;
  /** Settles when it comes to look at its messages. */
  ask(): Promise<unknown>;
}

/**
 * Tells once when a thread that is waited for gives no sign of life for `SILENCE_LIMIT_MS`. Counted in questions, not by the
 * clock: a machine that slept was not silent. Call the result to end the watch.
 */
export function watchSilence(thread: WatchedThread, onSilent: () => void): () => void {
  let silence: number | undefined;
  const answered = (): void => {
    silence = undefined;
  };
  const look = (): void => {
    if (silence !== undefined) silence += ASK_MS;
    else if (thread.isWaitedFor()) {
      silence = 0;
      thread.ask().then(answered, answered);
    }
    if (silence !== undefined && silence >= SILENCE_LIMIT_MS) {
      clearInterval(timer);
      onSilent();
    }
  };
  const timer = setInterval(look, ASK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
