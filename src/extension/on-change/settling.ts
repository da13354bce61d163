/** Nothing may change for so long before files count as written. */
const QUIET_MS = 300;
const LOOK_MS = 50;

/** A file's size and time; undefined where it is not there. */
export type Stamp = string | undefined;

export interface SettlingOptions {
  readonly stampOf: (path: string) => Promise<Stamp>;
  /** `changed` are those whose stamp is another than when they settled last; never empty. */
  readonly onSettled: (changed: readonly string[], stamps: ReadonlyMap<string, Stamp>) => void;
}

/** Watches over files until they rest. */
export interface Settling {
  /** Follows these files from now on, as they are; files that it followed already keep what was known of them. */
  follow(files: readonly string[]): Promise<void>;
  /** Takes a followed file as it is now for what is known. */
  accept(file: string): Promise<void>;
  /** Something happened to one of them: looks until they rest. */
  touch(): void;
  dispose(): void;
}

export function createSettling({ stampOf, onSettled }: SettlingOptions): Settling {
  let known: ReadonlyMap<string, Stamp> = new Map();
  let looked: ReadonlyMap<string, Stamp> = new Map();
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  let disposed = false;

  const stamps = async (files: Iterable<string>): Promise<ReadonlyMap<string, Stamp>> =>
    new Map(await Promise.all([...files].map(async (file) => [file, await stampOf(file)] as const)));
  const later = (): void => {
    timer = setTimeout(() => void look(), LOOK_MS);
  };
  const look = async (): Promise<void> => {
    const now = await stamps(known.keys());
    if (disposed) return;
    if (differing(looked, now).length > 0) {
      looked = now;
      since = Date.now();
    }
    if (Date.now() - since < QUIET_MS) {
      later();
      return;
    }
    timer = undefined;
    const changed = differing(known, now);
    known = new Map([...known.keys()].map((file) => [file, now.get(file)]));
    if (changed.length > 0) onSettled(changed, now);
  };

  return {
    follow: async (files) => {
      const fresh = await stamps(files.filter((file) => !known.has(file)));
      known = new Map(files.map((file) => [file, known.has(file) ? known.get(file) : fresh.get(file)]));
    },
    accept: async (file) => {
      const now = await stampOf(file);
      if (known.has(file)) known = new Map([...known, [file, now]]);
    },
    touch: () => {
      if (disposed) return;
      since = Date.now();
      if (timer === undefined) later();
    },
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
    },
  };
}

function differing(before: ReadonlyMap<string, Stamp>, now: ReadonlyMap<string, Stamp>): readonly string[] {
  return [...now].filter(([file, stamp]) => before.get(file) !== stamp).map(([file]) => file);
}
