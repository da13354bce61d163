import { WorkbenchError } from '../contract/issue';

const NEXT = 'Give another place with --log FILE or ONNX_WORKBENCH_LOG, or run without a log (--no-log).';

/** SQLite's primary result codes (sqlite.org/rescode.html). */
const BUSY = 5;
const LOCKED = 6;
const CODES: ReadonlyMap<number, { readonly code: string; readonly what: string; readonly next: string }> = new Map([
  [BUSY, { code: 'log-busy', what: 'is held by another process', next: 'Try again when the other run has ended.' }],
  [LOCKED, { code: 'log-busy', what: 'is held by another process', next: 'Try again when the other run has ended.' }],
  [8, { code: 'log-read-only', what: 'cannot be written', next: `Allow writing to it. ${NEXT}` }],
  [10, { code: 'log-unfit', what: 'lies on a disk that failed to read or write it', next: NEXT }],
  [11, { code: 'log-damaged', what: 'is damaged', next: 'Move it away; a new one is made at the next run.' }],
  [13, { code: 'log-full', what: 'has no room left on its disk', next: `Free some space. ${NEXT}` }],
  [14, { code: 'log-unreachable', what: 'cannot be opened', next: `Check its folder and permissions. ${NEXT}` }],
  [15, { code: 'log-unfit', what: 'lies on a disk whose locks do not work', next: NEXT }],
  [18, { code: 'log-batch-too-large', what: 'takes at most 1 GB per batch', next: 'Run with a smaller --batch.' }],
  [26, { code: 'log-damaged', what: 'is not a log of ONNX Workbench', next: NEXT }],
]);

const FILE_CODES: ReadonlyMap<string, { readonly code: string; readonly what: string }> = new Map([
  ['ENOSPC', { code: 'log-full', what: 'has no room left on its disk' }],
  ['EDQUOT', { code: 'log-full', what: 'has no room left in its quota' }],
  ['EACCES', { code: 'log-read-only', what: 'lies in a folder that cannot be written' }],
  ['EPERM', { code: 'log-read-only', what: 'lies in a folder that cannot be written' }],
  ['EROFS', { code: 'log-read-only', what: 'lies on a read-only disk' }],
]);

/** Whether SQLite says that another connection holds the lock just now. */
export function isBusy(error: unknown): boolean {
  const code = primaryCode(error);
  return code === BUSY || code === LOCKED;
}

/**
 * What a failure of SQLite, of the file system, or of reading what was stored means for the user: an error of kind `log`
 * that names the file and what to do. Anything else comes back as it was, because it is a bug.
 */
export function asLogError(error: unknown, path: string): unknown {
  if (error instanceof WorkbenchError) return error;
  if (error instanceof RangeError || error instanceof SyntaxError) return damaged(error, path);
  const code = primaryCode(error);
  if (code !== undefined) {
    const known = CODES.get(code) ?? { code: 'log-failed', what: `failed (${messageOf(error)})`, next: NEXT };
    return logError(known.code, path, `The log ${path} ${known.what}. ${known.next}`);
  }
  const system = systemCode(error);
  if (system === undefined) return error;
  const known = FILE_CODES.get(system) ?? { code: 'log-unreachable', what: `cannot be opened (${system})` };
  return logError(known.code, path, `The log ${path} ${known.what}. ${NEXT}`);
}

/** An error of kind `log` about the log at `path`. */
export function logError(code: string, path: string, message: string): WorkbenchError {
  return new WorkbenchError('log', { code, message, file: path });
}

/** Rows that cannot be decoded, and JSON that is none. */
function damaged(error: Error, path: string): WorkbenchError {
  const message = `Something in the log ${path} cannot be read: ${error.message} Delete the run, or move the log away; a new one is made at the next run.`;
  return logError('log-damaged', path, message);
}

function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}

function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
