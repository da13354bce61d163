import type { OnChangeStep } from '../../contract/run-page';
import type { Disposable } from '../disposables';
import { createSettling, type Settling, type Stamp } from './settling';

/** A file that cannot be read is taken for one that is still written, for so long. */
const COMPLETE_MS = 30_000;

export interface FollowerOptions {
  /** The files that a run reads, as they are named now; those that may be absent, too. */
  readonly files: () => Promise<readonly string[]>;
  readonly isNeeded: (path: string) => boolean;
  /** Calls back when something happens to one of the files. */
  readonly watch: (files: readonly string[], onEvent: () => void) => Disposable;
  readonly stampOf: (path: string) => Promise<Stamp>;
  /** Why a changed file cannot be run yet, and which it is; undefined where all can be read. */
  readonly unreadable: (
    changed: readonly string[],
  ) => Promise<{ readonly file: string; readonly message: string } | undefined>;
  /** Whether somebody looks, and models may run. */
  readonly mayRun: () => boolean;
  readonly run: (changed: readonly string[]) => Promise<void>;
  readonly say: (step: OnChangeStep) => void;
  readonly report: (error: unknown) => void;
}

/** Runs again when files have changed and rest. */
export interface Follower extends Disposable {
  /** Begins to follow, or follows the files that are meant now. What changed before is no change. Nothing once disposed of. */
  start(): Promise<void>;
  stop(): void;
  /** A run itself has written the file: that is no change. */
  accept(file: string): Promise<void>;
  /** What was put off because nobody looked is done now. */
  wake(): void;
}

export function createFollower(options: FollowerOptions): Follower {
  let following: { readonly settling: Settling; watching: Disposable } | undefined;
  /** What was followed last: which files these are is known at once, unlike those that a model names. */
  let last: readonly string[] = [];
  /** Changed since the last run, and not run yet. */
  let pending = new Set<string>();
  let gone: ReadonlySet<string> = new Set();
  let busy = false;
  let unreadableSince: number | undefined;
  let deadline: NodeJS.Timeout | undefined;
  let disposed = false;

  const refollow = async (settling: Settling): Promise<void> => {
    const files = await options.files();
    last = files;
    await settling.follow(files);
    if (following?.settling !== settling) return;
    following.watching.dispose();
    following.watching = options.watch(files, () => settling.touch());
  };
  const giveUpLater = (file: string, message: string): void => {
    unreadableSince ??= Date.now();
    clearTimeout(deadline);
    deadline = setTimeout(
      () =>
        options.say({
          kind: 'failed',
          message,
          issues: [{ severity: 'error', code: 'incomplete-file', message, file }],
        }),
      Math.max(0, unreadableSince + COMPLETE_MS - Date.now()),
    );
  };
  /** A person who runs again or turns this off meanwhile takes the run over. */
  const attempt = async (mine: typeof following): Promise<void> => {
    const [missing] = gone;
    if (missing !== undefined) {
      options.say({ kind: 'waiting', why: 'missing', file: missing });
      return;
    }
    const changed = [...pending];
    const wrong = await options.unreadable(changed);
    if (following !== mine) return;
    clearTimeout(deadline);
    if (wrong) {
      options.say({ kind: 'waiting', why: 'incomplete', file: wrong.file });
      giveUpLater(wrong.file, wrong.message);
      return;
    }
    unreadableSince = undefined;
    pending = new Set();
    await options.run(changed);
    if (following) await refollow(following.settling);
  };
  const proceed = async (): Promise<void> => {
    if (busy || !following || pending.size === 0 || !options.mayRun()) return;
    busy = true;
    const before = pending.size;
    try {
      await attempt(following);
    } finally {
      busy = false;
    }
    if (pending.size > before || (pending.size > 0 && unreadableSince === undefined && gone.size === 0))
      await proceed();
  };
  const settled = (changed: readonly string[], stamps: ReadonlyMap<string, Stamp>): void => {
    for (const file of changed) pending.add(file);
    gone = new Set([...gone, ...changed].filter((file) => options.isNeeded(file) && stamps.get(file) === undefined));
    proceed().catch(options.report);
  };
  const stop = (): void => {
    following?.settling.dispose();
    following?.watching.dispose();
    following = undefined;
    clearTimeout(deadline);
    pending = new Set();
    gone = new Set();
    unreadableSince = undefined;
  };

  return {
    start: async () => {
      if (disposed) return;
      if (following) {
        await refollow(following.settling);
        return;
      }
      const settling = createSettling({ stampOf: options.stampOf, onSettled: settled });
      following = { settling, watching: options.watch(last, () => settling.touch()) };
      await settling.follow(last);
      await refollow(settling);
    },
    stop,
    accept: async (file) => {
      await following?.settling.accept(file);
      pending.delete(file);
    },
    wake: () => {
      proceed().catch(options.report);
    },
    dispose: () => {
      disposed = true;
      stop();
    },
  };
}
