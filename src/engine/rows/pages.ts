import type { RowsPage, RowsRequest } from '../../contract/rows';
import type { Logs } from '../logs';
import { readPage } from './page';
import { createResults } from './result';

const KEPT_BYTES = 32 << 20;

/**
 * Pages of all rows in the order of the file: one or two stored batches each, so little that the first page need not
 * wait for the thread that makes views.
 */
export function createPages(logs: Logs): (request: RowsRequest) => Promise<RowsPage> {
  const open = createResults(KEPT_BYTES);
  return (request) =>
    logs.readFrom(request, async (log) => readPage(await open(log, request.result), undefined, request));
}
