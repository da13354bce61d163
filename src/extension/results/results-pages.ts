import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { PredictRequest } from '../../contract/predict';
import type { ResultsPageState, ResultsView, RunChoice, Subject } from '../../contract/results-page';
import type { Client } from '../../contract/rpc';
import type { Run } from '../../contract/run';
import { DisposableStore, type Disposable } from '../disposables';
import { parseBookmark } from './bookmark';
import { followedResults } from './followed-page';
import { createResultsController, type ResultsController } from './controller';
import { folderOf } from '../pick/workspace-files';
import { followPage, type PageFollowing } from '../on-change/page-following';
import { mayRunModels } from '../trust';
import { withPageProgress, type PageWork } from '../webview/page-progress';
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
  /** Shows the mapping step on the page in front. */
  changeColumns(): void;
  /** Turns Run Again on Change on or off, for the page in front. */
  followChanges(on: boolean): Promise<void>;
  /** The model of an open page on this data: the one in sight first. */
  modelFor(data: string): string | undefined;
  /** What the page in front shows. Undefined where none is in front. */
  shown(): ResultsPageState | undefined;
  /** What the page in front was asked for. Undefined where none is in front. */
  request(): PredictRequest | undefined;
  /** Opens a page on a run of a log. */
  showRun(run: Run, log: string): Promise<void>;
}

interface OpenPage {
  readonly panel: vscode.WebviewPanel;
  readonly controller: ResultsController;
  readonly following: PageFollowing;
}

/** Whether the page in front runs again on change, for the two buttons of which one is shown. */
const FOLLOWS_CONTEXT = 'onnxWorkbench.runsAgainOnChange';

export function createResultsPages(options: ResultsPagesOptions): ResultsPages {
  const { engine, extensionUri, log, report } = options;
  const store = new DisposableStore();
  const open = new Map<string, OpenPage>();

  const showButtons = (): void => {
    void vscode.commands.executeCommand('setContext', FOLLOWS_CONTEXT, inFront()?.following.on() ?? false);
  };
  const predict = async ({ panel, controller, following }: OpenPage, choice?: RunChoice): Promise<ResultsView> => {
    if (!(await mayRunModels())) return controller.state().view;
    following.begun();
    const view = await withPageProgress(panel, workOf(controller), () => controller.predict(choice));
    following.ended();
    showButtons();
    return view;
  };
  const attach = (key: string, panel: vscode.WebviewPanel, subject: Subject): OpenPage => {
    const controller = createResultsController({ subject, engine, onBug: report });
    // The panels themselves stay: the editor brings them back after a reload.
    const parts = store.add(new DisposableStore());
    parts.add(controller);
    const following = parts.add(followPage({ page: followedResults(controller, engine), panel, report }));
    const page = { panel, controller, following };
    parts.add(panel.onDidChangeViewState(showButtons));
    const again = (choice?: RunChoice): void => {
      predict(page, choice).catch(report);
    };
    const showOutput = (): void => log.show();
    parts.add(attachResultsPanel({ panel, controller, engine, report, extensionUri, predict: again, showOutput }));
    open.set(key, page);
    panel.onDidDispose(() => {
      parts.dispose();
      store.remove(parts);
      if (open.get(key) === page) open.delete(key);
      showButtons();
    });
    return page;
  };
  const openPage = (key: string, subject: Subject): OpenPage => {
    const existing = open.get(key);
    if (existing) {
      if (subject.selection) existing.controller.select(subject.selection);
      existing.panel.reveal(undefined, subject.selection !== undefined);
      return existing;
    }
    // Rows that were selected stay in sight, and so does the cursor on them.
    const column = subject.selection
      ? { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }
      : vscode.ViewColumn.Active;
    return attach(key, vscode.window.createWebviewPanel(RESULTS_VIEW_TYPE, '', column), subject);
  };
  /** Two runs of one model on one data may each have had a page. */
  const freeKey = (subject: Subject, run: string | undefined): string =>
    run !== undefined && open.has(subjectKey(subject)) ? run : subjectKey(subject);
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
        const { controller, following } = attach(freeKey(subject, run), panel, subject);
        if (run !== undefined && file !== undefined) {
          await controller.restore(run, file);
          following.ended();
          showButtons();
        } else controller.forget();
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
    changeColumns: () => inFront()?.controller.changeColumns(true),
    followChanges: async (on) => {
      const turned = inFront()?.following.turn(on);
      showButtons();
      await turned;
    },
    modelFor: (data) => {
      const pages = [...open.values()].filter(({ controller }) => controller.subject.data === data);
      return (pages.find(({ panel }) => panel.visible) ?? pages.at(-1))?.controller.subject.model;
    },
    shown: () => inFront()?.controller.state(),
    request: () => inFront()?.controller.request(),
    showRun: async (run, file) => {
      const shown = [...open.values()].find(({ controller }) => controller.state().bookmark.run === run.id);
      if (shown) shown.panel.reveal();
      else await openPage(run.id, subjectOf(run)).controller.restore(run.id, file);
    },
    dispose: () => store.dispose(),
  };
}

function workOf(controller: ResultsController): PageWork {
  const { data, model } = controller.subject;
  return {
    title: vscode.l10n.t('Predicting {0} with {1}', basename(data), basename(model)),
    isRunning: () => controller.state().view.kind === 'running',
    cancel: () => controller.cancel(),
  };
}

function subjectKey(subject: Subject): string {
  return [subject.model, subject.data, ...(subject.selection ? ['selection'] : [])].join('\n');
}

function subjectOf(run: Run): Subject {
  const model = run.model.path;
  return { model, data: run.data.path, folder: folderOf(model) };
}
