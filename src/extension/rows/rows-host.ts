import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { RowsHostProtocol } from '../../contract/rows-page';
import type { Client, Handlers } from '../../contract/rpc';
import { wantsSafeCells } from '../safe-cells';
import { reporting } from '../webview/reporting';
import { exportRows, openAsParquet } from './export-rows';

export interface RowsHostOptions {
  /** The file whose name others are proposed from. */
  readonly data: string;
  readonly engine: Client<EngineProtocol>;
  /** Tells the user of an error. */
  readonly report: (error: unknown) => void;
}

/** What a page asks of a result's rows beside the rows themselves. */
export function createRowsHost({ data, engine, report }: RowsHostOptions): Omit<Handlers<RowsHostProtocol>, 'rows'> {
  return {
    summaries: (request, { signal }) => engine.summaries(request, { signal }),
    residuals: (request, { signal }) => engine.residuals(request, { signal }),
    slice: (request, { signal }) => engine.slice(request, { signal }),
    copyRows: async (request, { signal }) => {
      const { text, end } = await engine.copyRows({ ...request, safeCells: wantsSafeCells() }, { signal });
      await vscode.env.clipboard.writeText(text);
      return end - request.start;
    },
    ...reporting<Pick<RowsHostProtocol, 'exportRows' | 'openAsParquet'>>(report, {
      exportRows: (request) => exportRows({ data, engine }, request),
      openAsParquet: (request) => openAsParquet({ data, engine }, request),
    }),
  };
}
