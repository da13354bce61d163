import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { ResultsView, RunChoice, Subject } from '../../contract/results-page';
import type { Client } from '../../contract/rpc';
import type { Run } from '../../contract/run';
import { DisposableStore, type Disposable } from '../disposables';
import { parseBookmark } from './bookmark';
import { createResultsController, type ResultsController } from './controller';
import { withProgress } from './progress';
import { mayRunModels } from '../trust';
import { attachResultsPanel, RESULTS_VIEW_TYPE } from './results-panel';

export interface ResultsPagesOptions {
  readonly engine: Client<EngineProtocol>;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly report: (error: unknown) => void;
}

/** The open results pages: one per pair of model and data, which a new run uses again. */
export interface ResultsPages extends Disposable {
  /** Opens or reveals the page at once, then runs. */
  run(subject: Subject, choice?: RunChoice): Promise<ResultsView>;
  /** Runs again what the page in front shows. Undefined where none is in front. */
  runAgain(): Promise<ResultsView | undefined>;
  /** Cancels the run of the page in front, else every run under way. */
  cancel(): void;
  /** Opens a page on a run of a log. */
  showRun(run: Run, log: string): Promise<void>;
}

interface OpenPage {
  readonly panel: vscode.WebviewPanel;
  readonly controller: ResultsController;
}

export function createResultsPages(options: ResultsPagesOptions): ResultsPages {
  const { engine, log, report } = options;
  const store = new DisposableStore();
  const open = new Map<string, OpenPage>();
  const pages = vscode.Uri.joinPath(options.extensionUri, 'dist', 'webview');
  const media = vscode.Uri.joinPath(options.extensionUri, 'media');

  const predict = async ({ panel, controller }: OpenPage, choice?: RunChoice): Promise<ResultsView> => {
    if (!(await mayRunModels())) return controller.state().view;
    return withProgress(controller, panel, () => controller.predict(choice));
  };
  const attach = (key: string, panel: vscode.WebviewPanel, subject: Subject): OpenPage => {
    const controller = createResultsController({ subject, engine, onBug: report });
    // The panels themselves stay: the editor brings them back after a reload.
    const parts = store.add(new DisposableStore());
    parts.add(controller);
    const page = { panel, controller };
    const again = (choice?: RunChoice): void => {
      predict(page, choice).catch(report);
    };
    const showOutput = (): void => log.show();
    parts.add(attachResultsPanel({ panel, controller, engine, report, pages, media, predict: again, showOutput }));
    open.set(key, page);
    panel.onDidDispose(() => {
      parts.dispose();
      store.remove(parts);
      if (open.get(key) === page) open.delete(key);
    });
    return page;
  };
  const openPage = (key: string, subject: Subject): OpenPage => {
    const existing = open.get(key);
    if (existing) {
      existing.panel.reveal();
      return existing;
    }
    return attach(key, vscode.window.createWebviewPanel(RESULTS_VIEW_TYPE, '', vscode.ViewColumn.Active), subject);
  };
  const inFront = (): OpenPage | undefined => [...open.values()].find(({ panel }) => panel.active);

  store.add(
    vscode.window.registerWebviewPanelSerializer(RESULTS_VIEW_TYPE, {
      deserializeWebviewPanel: async (panel, state) => {
        const bookmark = parseBookmark(state);
        if (!bookmark) {
          panel.dispose();
          return;
        }
        const { subject, run, log: file } = bookmark;
        const { controller } = attach(subjectKey(subject), panel, subject);
        if (run !== undefined && file !== undefined) await controller.restore(run, file);
        else controller.forget();
      },
    }),
  );
  return {
    run: (subject, choice) => predict(openPage(subjectKey(subject), subject), choice),
    runAgain: async () => {
      const page = inFront();
      return page && predict(page);
    },
    cancel: () => {
      const page = inFront();
      for (const { controller } of page ? [page] : open.values()) controller.cancel();
    },
    showRun: (run, file) => openPage(run.id, subjectOf(run)).controller.restore(run.id, file),
    dispose: () => store.dispose(),
  };
}

function subjectKey(subject: Subject): string {
  return `${subject.model}\n${subject.data}`;
}

function subjectOf(run: Run): Subject {
  const model = run.model.path;
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(model))?.uri.fsPath ?? dirname(model);
  return { model, data: run.data.path, folder };
}
