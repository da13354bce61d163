import { dirname, relative, isAbsolute } from 'node:path';

/** What a window is about. */
export interface Surroundings {
  /** Workspace folders, absolute. */
  readonly folders: readonly string[];
  /** The model that the window is about. */
  readonly activeModel: string | undefined;
}

/**
 * Whether all runs of a log belong to this window: the log's folder lies within a workspace folder or above one, or
 * there is no workspace folder. Of any other log, such as the user's own, only the runs of the window's models do.
 */
export function isWholeLogShown(log: string, { folders }: Surroundings): boolean {
  if (folders.length === 0) return true;
  // A log lies in a folder of its own, beside which the models are.
  const place = dirname(dirname(log));
  return folders.some((folder) => isWithin(place, folder) || (isWithin(folder, place) && place !== dirname(place)));
}

/** Whether a model of a log that others share is shown. */
export function isModelOfWindow(model: string, { folders, activeModel }: Surroundings): boolean {
  return model === activeModel || folders.some((folder) => isWithin(model, folder));
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !/^\.\.[/\\]/.test(way) && !isAbsolute(way);
}
