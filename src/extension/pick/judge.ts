import type { EngineProtocol, Fit } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { shortPath } from '../paths';

/** Files asked about in one call: answers come soon, and a closed list leaves little undone. */
const FILES_PER_CALL = 8;
/** Farther down the list nobody looks. */
const JUDGED_FILES = 200;

/** Tells of each file whether it goes with what was chosen already. Ends early when `signal` aborts; errors judge nothing. */
export type Judge = (
  paths: readonly string[],
  tell: (fits: ReadonlyMap<string, Fit>) => void,
  signal: AbortSignal,
) => Promise<void>;

/** Judges data files for a model. */
export function judgeData(engine: Client<EngineProtocol>, model: string, folder: string): Judge {
  return async (paths, tell, signal) => {
    const judged = paths.slice(0, JUDGED_FILES);
    for (let start = 0; start < judged.length && !signal.aborted; start += FILES_PER_CALL) {
      const chunk = judged.slice(start, start + FILES_PER_CALL);
      const files = chunk.map((path) => shortPath(folder, path));
      const fits = await engine.fit({ model: shortPath(folder, model), folder, files, reading: {} }, { signal });
      tell(new Map(fits.flatMap((fit) => pairUp(chunk[files.indexOf(fit.file)], fit))));
    }
  };
}

const WORST_FIRST = ['no', 'proposal', 'ready'] as const;

/** Judges files by the worse of two verdicts, once both are there. */
export function judgeTwice(one: Judge, other: Judge): Judge {
  return async (paths, tell, signal) => {
    const known = [new Map<string, Fit>(), new Map<string, Fit>()] as const;
    const tellBoth =
      (mine: Map<string, Fit>, theirs: ReadonlyMap<string, Fit>) =>
      (fits: ReadonlyMap<string, Fit>): void => {
        for (const [path, fit] of fits) mine.set(path, fit);
        tell(
          new Map(
            [...fits].flatMap(([path, fit]) => {
              const also = theirs.get(path);
              return also ? [[path, worse(fit, also)] as const] : [];
            }),
          ),
        );
      };
    await Promise.all([
      one(paths, tellBoth(known[0], known[1]), signal),
      other(paths, tellBoth(known[1], known[0]), signal),
    ]);
  };
}

function worse(one: Fit, other: Fit): Fit {
  return WORST_FIRST.indexOf(one.fit) <= WORST_FIRST.indexOf(other.fit) ? one : other;
}

/** Judges models for a data file. */
export function judgeModels(engine: Client<EngineProtocol>, data: string, folder: string): Judge {
  return async (paths, tell, signal) => {
    for (const model of paths.slice(0, JUDGED_FILES)) {
      if (signal.aborted) return;
      const request = { model: shortPath(folder, model), folder, files: [shortPath(folder, data)], reading: {} };
      const fits = await engine.fit(request, { signal }).catch(() => []);
      tell(new Map(fits.flatMap((fit) => pairUp(model, fit))));
    }
  };
}

function pairUp(path: string | undefined, fit: Fit): readonly (readonly [string, Fit])[] {
  return path === undefined ? [] : [[path, fit]];
}
