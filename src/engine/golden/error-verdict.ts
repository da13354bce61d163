import type { GoldenVerdict } from '../../contract/golden';
import type { WorkbenchError } from '../../contract/issue';

/** A test that gave no answer, for the reason of an error. */
export function errorVerdict({ issues, message, kind }: WorkbenchError): GoldenVerdict {
  return { status: 'error', reason: issues[0]?.code ?? kind, message };
}
