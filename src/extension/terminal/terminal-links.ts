import { resolve } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import type { Disposable } from '../disposables';
import { openPlace } from '../open-place';
import { revealFile } from '../reveal-file';
import type { ResultsPages } from '../results/results-pages';
import { findRun } from '../runs/pick-run';
import { findLinks, type LinkTarget } from './find-links';

export interface TerminalLinksOptions {
  readonly engine: Client<EngineProtocol>;
  readonly pages: Pick<ResultsPages, 'showRun'>;
  readonly report: (error: unknown) => void;
}

interface Link extends vscode.TerminalLink {
  readonly target: LinkTarget;
  /** The folder of the terminal, against which files in its output are named. */
  readonly folder: string | undefined;
}

/** Links in what `onnx-workbench` prints: runs open their page, places their file. */
export function registerTerminalLinks({ engine, pages, report }: TerminalLinksOptions): Disposable {
  const open = async ({ target, folder }: Link): Promise<void> => {
    switch (target.kind) {
      case 'run': {
        const { run, log } = await findRun(engine, target.log ?? folder ?? '', target.run, target.log);
        await pages.showRun(run, log);
        return;
      }
      case 'log':
        await revealFile(target.log);
        return;
      case 'place': {
        const { line, column } = target;
        const file = resolve(folder ?? '', target.file);
        await openPlace({ file, line, ...(column !== undefined && { column }) });
      }
    }
  };
  return vscode.window.registerTerminalLinkProvider({
    provideTerminalLinks: ({ line, terminal }) => {
      const folder = folderOf(terminal);
      return findLinks(line).map(({ start, length, target }) =>
        Object.assign(new vscode.TerminalLink(start, length, tooltipOf(target)), { target, folder }),
      );
    },
    handleTerminalLink: (link: Link) => open(link).catch(report),
  });
}

function folderOf(terminal: vscode.Terminal): string | undefined {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const { cwd } = terminal.creationOptions as vscode.TerminalOptions;
  const started = typeof cwd === 'string' ? cwd : cwd?.fsPath;
  return terminal.shellIntegration?.cwd?.fsPath ?? started ?? folder?.uri.fsPath;
}

function tooltipOf({ kind }: LinkTarget): string {
  switch (kind) {
    case 'run':
      return vscode.l10n.t('Open Run');
    case 'log':
      return vscode.l10n.t('Reveal Log');
    case 'place':
      return vscode.l10n.t('Open File at Line');
  }
}
