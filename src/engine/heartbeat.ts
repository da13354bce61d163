import { HEARTBEAT_MS } from '../log/interrupted';
import type { Log } from '../log/log';

/** Runs under way, and the sign of life that each of them needs. */
export interface Heartbeat {
  /** `rows` tells how far the run is, should it be interrupted. Call the result when the run has ended. */
  follow(log: Log, run: string, rows: () => number): () => void;
  /** Ends all of them as interrupted. */
  interrupt(): Promise<void>;
}

interface Followed {
  readonly log: Log;
  readonly run: string;
  readonly rows: () => number;
}

export function createHeartbeat(): Heartbeat {
  const followed = new Set<Followed>();
  let timer: NodeJS.Timeout | undefined;
  const beat = (): void => {
    for (const { log, run } of followed) void log.beat([run]).catch(() => undefined);
  };
  return {
    follow: (log, run, rows) => {
      const entry = { log, run, rows };
      followed.add(entry);
      timer ??= setInterval(beat, HEARTBEAT_MS).unref();
      return () => {
        followed.delete(entry);
        if (followed.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    interrupt: async () => {
      const ending = [...followed].map(({ log, run, rows }) =>
        log.finishRun(run, { status: 'interrupted', rows: rows() }),
      );
      await Promise.allSettled(ending);
    },
  };
}
