import type { ErrorKind } from '../contract/issue';

/** What a command's exit code says (docs/cli.md). */
export const EXIT = { ok: 0, failed: 1, usage: 2, cancelled: 130 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** 2 where nothing could run, 1 where it ran and something failed. */
export function exitCodeOf(kind: ErrorKind): ExitCode {
  switch (kind) {
    case 'usage':
    case 'model':
    case 'data':
    case 'binding':
      return EXIT.usage;
    case 'run':
    case 'log':
      return EXIT.failed;
    case 'cancelled':
      return EXIT.cancelled;
  }
}
