import { WorkbenchError } from '../../contract/issue';

/** What goes wrong while results are written fails the run: the plan stood. */
export function runError(code: string, message: string): WorkbenchError {
  return new WorkbenchError('run', { code, message });
}
