import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { ResultsHostProtocol, ResultsPageState, RunChoice } from '../../contract/results-page';
import type { RowsHostProtocol } from '../../contract/rows-page';
import type { Client, Handlers } from '../../contract/rpc';
import { copyLogPath } from '../copy-text';
import type { Disposable } from '../disposables';
import { openPlace } from '../open-place';
import { openSettings } from '../open-settings';
import { turnInputsOff } from '../predictions/turn-inputs-off';
import { attachPage } from '../webview/attach-page';
import { reporting } from '../webview/reporting';
import { tableIcon } from '../webview/table-icon';
import type { ResultsController } from './controller';
import { compareRuns } from './compare-runs';
import { copyAsCommand, copyAsPython } from './copy-run';
import { fullPath } from '../paths';
import { createRowsHost } from '../rows/rows-host';

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
  const { panel, controller, extensionUri } = options;
  const { subject } = controller;
  const data = basename(subject.data);
  panel.title = `${subject.selection ? vscode.l10n.t('{0} (selection)', data) : data} → ${basename(subject.model)}`;
  panel.iconPath = tableIcon(extensionUri);
  return attachPage<ResultsHostProtocol, ResultsPageState>({
    webview: panel.webview,
    extensionUri,
    name: 'results',
    title: panel.title,
    source: controller,
    handlers: createHandlers(options),
  });
}

type Queries = Pick<ResultsHostProtocol, 'mapping' | 'checkMapping'>;
type Actions = Omit<ResultsHostProtocol, keyof RowsHostProtocol | keyof Queries>;

function createHandlers(options: ResultsPanelOptions): Handlers<ResultsHostProtocol> {
  const { controller, engine, report, predict, showOutput } = options;
  const { data, folder, model } = controller.subject;
  return {
    rows: (request, { signal }) => controller.rows(request, { signal }),
    ...createRowsHost({ data, engine, report }),
    mapping: ({ reading }) => controller.mapping(reading),
    checkMapping: (choice) => controller.checkMapping(choice),
    ...reporting<Actions>(report, {
      run: predict,
      runAgain: () => predict(),
      cancel: () => controller.cancel(),
      copyAsPython: () => copyAsPython(engine, controller.request()),
      copyAsCommand: () => copyAsCommand(controller.request()),
      compareRuns: (runs) => compareRuns(engine, runs, model),
      changeColumns: ({ open }) => controller.changeColumns(open),
      createTemplate: async () => {
        await vscode.commands.executeCommand('onnxWorkbench.createTemplate', vscode.Uri.file(model));
      },
      openFile: (place) => openPlace({ ...place, file: fullPath(folder, place.file) }),
      openSettings: (wanted) => openSettings(model, wanted),
      copyLogPath: ({ log }) => copyLogPath(log),
      turnInputsOff: () => turnInputsOff(model),
      showPredictions: async () => {
        await vscode.commands.executeCommand('onnxWorkbench.predictions.focus');
      },
      showOutput,
    }),
  };
}
