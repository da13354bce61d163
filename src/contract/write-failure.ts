const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'the disk is full. Make room, or choose another place'],
  ['EDQUOT', 'the quota of the disk is used up. Make room, or choose another place'],
  ['EFBIG', 'it is larger than this process may write. Raise its limit (ulimit -f), or choose another place'],
  ['EROFS', 'its disk is read-only. Choose another place'],
  ['EACCES', 'permission denied. Allow writing there, or choose another place'],
  ['EPERM', 'permission denied. Allow writing there, or choose another place'],
  ['ENOENT', 'its folder does not exist. Create it first'],
  ['ENOTDIR', 'its folder is a file. Choose another place'],
  ['EISDIR', 'it is a folder. Name a file in it'],
]);

/** Why a file could not be written, and what to do, without the full stop. */
export function whyNotWritten(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS.get(code) ?? (error instanceof Error ? error.message : String(error));
}
