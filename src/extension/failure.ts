import { WorkbenchError } from '../contract/issue';
import type { Failure } from '../contract/page';
import { ConnectionLost } from '../contract/rpc';
import { inEditorWords, issuesInEditorWords } from './wording';

/** What a page says of a call that gave no answer. */
export function failureOf(error: unknown): Failure {
  if (error instanceof WorkbenchError) {
    const message = inEditorWords(error.message);
    return { cause: causeOf(error), message, issues: issuesInEditorWords(error.issues) };
  }
  if (error instanceof ConnectionLost) return { cause: 'engine', message: error.message, issues: [] };
  return { cause: 'bug', message: '', issues: [] };
}

function causeOf({ kind }: WorkbenchError): Failure['cause'] {
  if (kind === 'cancelled') return 'cancelled';
  return kind === 'run' ? 'engine' : 'input';
}
