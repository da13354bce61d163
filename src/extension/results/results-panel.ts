import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { PageMessage } from '../../contract/page';
import type {
  ResultsHostProtocol,
  ResultsPageProtocol,
  ResultsPageState,
  RunChoice,
} from '../../contract/results-page';
import type { Client } from '../../contract/rpc';
import { DisposableStore, type Disposable } from '../disposables';
import { openPlace } from '../open-place';
import { openSettings } from '../open-settings';
import { turnInputsOff } from '../predictions/turn-inputs-off';
import { connectPage } from '../webview/connect';
import { pageHtml } from '../webview/html';
import { sendLatest } from '../webview/latest';
import type { ResultsController } from './controller';
import { copyAsCommand, copyAsPython } from './copy-as';
import { fullPath } from './request';
import { createRowsHost } from './rows-host';

export const RESULTS_VIEW_TYPE = 'onnxWorkbench.results';

export interface ResultsPanelOptions {
  readonly panel: vscode.WebviewPanel;
  readonly controller: ResultsController;
  readonly engine: Client<EngineProtocol>;
  readonly report: (error: unknown) => void;
  /** Folder of the built pages. */
  readonly pages: vscode.Uri;
  readonly media: vscode.Uri;
  /** Runs, with the choice made last where none is given. */
  readonly predict: (choice?: RunChoice) => void;
  readonly showOutput: () => void;
}

/** Joins an editor tab and a controller: what changes is shown, what the page asks is answered. */
export function attachResultsPanel(options: ResultsPanelOptions): Disposable {
  const { panel, controller, engine, report, pages, media, predict, showOutput } = options;
  const { webview } = panel;
  const { subject } = controller;
  const store = new DisposableStore();
  const data = basename(subject.data);
  panel.title = `${subject.selection ? vscode.l10n.t('{0} (selection)', data) : data} → ${basename(subject.model)}`;
  panel.iconPath = {
    light: vscode.Uri.joinPath(media, 'results-light.svg'),
    dark: vscode.Uri.joinPath(media, 'results-dark.svg'),
  };
  webview.options = { enableScripts: true, localResourceRoots: [pages] };

  const port = {
    postMessage: (message: unknown) => webview.postMessage(message),
    onDidReceiveMessage: (listener: (message: PageMessage) => void) => webview.onDidReceiveMessage(listener),
  };
  store.add(
    connectPage(port, (peer) => {
      peer.serve<ResultsHostProtocol>({
        strings: () => vscode.l10n.bundle ?? {},
        rows: (request, { signal }) => controller.rows(request, { signal }),
        ...createRowsHost({ subject, engine, report }),
        run: predict,
        runAgain: () => predict(),
        cancel: () => controller.cancel(),
        copyAsPython: () => {
          copyAsPython(engine, controller.request()).catch(report);
        },
        copyAsCommand: () => {
          copyAsCommand(controller.request()).catch(report);
        },
        mapping: ({ reading }) => controller.mapping(reading),
        checkMapping: (choice) => controller.checkMapping(choice),
        changeColumns: ({ open }) => controller.changeColumns(open),
        createTemplate: async () => {
          await vscode.commands.executeCommand('onnxWorkbench.createTemplate', vscode.Uri.file(subject.model));
        },
        openFile: (place) => openPlace({ ...place, file: fullPath(subject.folder, place.file) }),
        openSettings: (wanted) => openSettings(subject.model, wanted),
        copyLogPath: ({ log }) => copyLogPath(log),
        turnInputsOff: () => {
          turnInputsOff(subject.model).catch(report);
        },
        showPredictions: async () => {
          await vscode.commands.executeCommand('onnxWorkbench.predictions.focus');
        },
        showOutput,
      });
      const page = peer.client<ResultsPageProtocol>();
      const show = sendLatest((state: ResultsPageState) => page.show(state));
      controller.onChange(show);
      show(controller.state());
    }),
  );
  store.add({ dispose: () => controller.onChange(() => undefined) });
  webview.html = pageHtml({
    script: webview.asWebviewUri(vscode.Uri.joinPath(pages, 'results.js')).toString(),
    cspSource: webview.cspSource,
    title: panel.title,
    language: vscode.env.language,
  });
  return store;
}

async function copyLogPath(log: string): Promise<void> {
  await vscode.env.clipboard.writeText(log);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied the path of the log.'), 3_000);
}
