import { WorkbenchError } from '../../contract/issue';

/** The rows of a result cannot be read (any more). */
export function rowsGone(): WorkbenchError {
  const message =
    'The rows of this run are no longer there: it was not logged, or it was deleted, or the engine that held them has ended. Run it again.';
  return new WorkbenchError('run', { code: 'rows-gone', message });
}
