import { WorkbenchError, type ErrorKind, type Issue } from './issue';
import type { SerialisedError } from './rpc';

/** Rebuilds what another process or thread threw: a WorkbenchError stays one. */
export function reviveError(error: SerialisedError): Error {
  if (error.name !== 'WorkbenchError') return Object.assign(new Error(error.message), { name: error.name });
  const issues = error.fields.issues as readonly Issue[];
  const { severity: _severity, ...first } = issues[0] ?? { severity: 'error', code: 'unknown', message: error.message };
  return new WorkbenchError(error.fields.kind as ErrorKind, first, issues.slice(1));
}

/** What a thrown value says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
