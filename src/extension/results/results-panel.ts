import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { ResultsHostProtocol, ResultsPageState, RunChoice } from '../../contract/results-page';
import type { PageProtocol } from '../../contract/page';
import type { Client } from '../../contract/rpc';
import { DisposableStore, type Disposable } from '../disposables';
import { openPlace } from '../open-place';
import { openSettings } from '../open-settings';
import { turnInputsOff } from '../predictions/turn-inputs-off';
import { sendLatest } from '../webview/latest';
import { loadPage } from '../webview/load-page';
import type { ResultsController } from './controller';
import { compareRuns } from './compare-runs';
import { copyAsCommand, copyAsPython, copyLogPath } from './copy-as';
import { fullPath } from './request';
import { createRowsHost } from './rows-host';

export const RESULTS_VIEW_TYPE = 'onnxWorkbench.results';

export interface ResultsPanelOptions {
  readonly panel: vscode.WebviewPanel;
  readonly controller: ResultsController;
  readonly engine: Client<EngineProtocol>;
  readonly report: (error: unknown) => void;
  readonly extensionUri: vscode.Uri;
  /** Runs, with the choice made last where none is given. */
  readonly predict: (choice?: RunChoice) => void;
  readonly showOutput: () => void;
}

/** Joins an editor tab and a controller: what changes is shown, what the page asks is answered. */
export function attachResultsPanel(options: ResultsPanelOptions): Disposable {
  const { panel, controller, engine, report, extensionUri, predict, showOutput } = options;
  const { webview } = panel;
  const { subject } = controller;
  const store = new DisposableStore();
  const data = basename(subject.data);
  panel.title = `${subject.selection ? vscode.l10n.t('{0} (selection)', data) : data} → ${basename(subject.model)}`;
  panel.iconPath = {
    light: vscode.Uri.joinPath(extensionUri, 'media', 'results-light.svg'),
    dark: vscode.Uri.joinPath(extensionUri, 'media', 'results-dark.svg'),
  };
  store.add(
    loadPage(webview, {
      extensionUri,
      name: 'results',
      title: panel.title,
      onReady: (peer) => {
        peer.serve<ResultsHostProtocol>({
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
          compareRuns: (runs) => {
            compareRuns(engine, runs, subject.model).catch(report);
          },
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
        const page = peer.client<PageProtocol<ResultsPageState>>();
        const show = sendLatest((state: ResultsPageState) => page.show(state));
        controller.onChange(show);
        show(controller.state());
      },
    }),
  );
  store.add({ dispose: () => controller.onChange(() => undefined) });
  return store;
}
