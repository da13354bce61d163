import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const LOG_FOLDER = '.onnx-workbench';
const LOG_FILE = 'log.db';

/** Why a log is where it is: `folder` is a `.onnx-workbench` that already stands at or above the model. */
export type LogReason = 'flag' | 'environment' | 'folder' | 'git' | 'user';

export interface LogLocation {
  /** Absolute. */
  readonly path: string;
  readonly why: LogReason;
  /** Where the log goes if this place cannot hold one; null where the place was asked for, or is that place already. */
  readonly fallback: string | null;
}

export interface LogSearch {
  /** The model, or a folder; absolute, or relative to the working directory. It need not exist. */
  readonly model: string;
  /** Read for `ONNX_WORKBENCH_LOG`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--log`. */
  readonly explicit?: string | undefined;
  /** The per-user folder, see `userLogFolder`. */
  readonly userFolder: string;
}

/**
 * Finds the log of a model: `--log`, else `ONNX_WORKBENCH_LOG`, else the nearest `.onnx-workbench` at or above the
 * model, else one at the model's Git root (a `.git` folder, or the file of a worktree or submodule), else the per-user
 * folder. Creates nothing.
 */
export async function findLogPath(search: LogSearch): Promise<LogLocation> {
  if (search.explicit) return { path: resolve(search.explicit), why: 'flag', fallback: null };
  const named = search.env.ONNX_WORKBENCH_LOG;
  if (named) return { path: resolve(named), why: 'environment', fallback: null };
  const user = join(search.userFolder, LOG_FILE);
  const model = resolve(search.model);
  const above = foldersUpFrom((await kindOf(model)) === 'folder' ? model : dirname(model));
  for (const folder of above) {
    const path = join(folder, LOG_FOLDER);
    if ((await kindOf(path)) === 'folder') return { path: join(path, LOG_FILE), why: 'folder', fallback: user };
  }
  for (const folder of above) {
    if (await kindOf(join(folder, '.git'))) {
      return { path: join(folder, LOG_FOLDER, LOG_FILE), why: 'git', fallback: user };
    }
  }
  return { path: user, why: 'user', fallback: null };
}

/**
 * The folder of a user's own log: `XDG_STATE_HOME` (else `~/.local/state`) on Linux, `~/Library/Application Support` on
 * macOS, `LOCALAPPDATA` on Windows.
 */
export function userLogFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (platform === 'win32') return join(nonEmpty(env.LOCALAPPDATA) ?? join(home, 'AppData', 'Local'), 'onnx-workbench');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'onnx-workbench');
  return join(nonEmpty(env.XDG_STATE_HOME) ?? join(home, '.local', 'state'), 'onnx-workbench');
}

/** A variable that is set to nothing counts as not set. */
function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function foldersUpFrom(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; dirname(at) !== at; at = dirname(at)) folders.push(dirname(at));
  return folders;
}

async function kindOf(path: string): Promise<'folder' | 'file' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}
