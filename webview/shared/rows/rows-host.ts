import type { RowsHostProtocol } from '../../../src/contract/rows-page';
import type { Client } from '../../../src/contract/rpc';

/** What is asked of the extension about rows. */
export type RowsHost = Client<RowsHostProtocol>;

/** As a plain object: a client answers to every name, also to those by which a template knows its directives. */
export function rowsHost(client: RowsHost): RowsHost {
  return {
    rows: (request, options) => client.rows(request, options),
    summaries: (request, options) => client.summaries(request, options),
    residuals: (request, options) => client.residuals(request, options),
    slice: (request, options) => client.slice(request, options),
    exportRows: (request) => client.exportRows(request),
    openAsParquet: (request) => client.openAsParquet(request),
    copyRows: (request) => client.copyRows(request),
  };
}
