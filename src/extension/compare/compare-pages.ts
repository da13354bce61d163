import * as vscode from 'vscode';
import type { CompareView, ComparisonOptions, ComparisonSubject, SubjectSide } from '../../contract/compare-page';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { DisposableStore, type Disposable } from '../disposables';
import { mayRunModels } from '../trust';
import { withPageProgress, type PageWork } from '../webview/page-progress';
import { parseBookmark } from './bookmark';
import { attachComparePanel, COMPARE_VIEW_TYPE } from './compare-panel';
import { createCompareController, type CompareController } from './controller';

export interface ComparePagesOptions {
  readonly engine: Client<EngineProtocol>;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly report: (error: unknown) => void;
  /** Puts copies of versions in the place of models of other times. Undefined where the user lets be. Throws WorkbenchError. */
  readonly resolve: (subject: ComparisonSubject) => Promise<ComparisonSubject | undefined>;
}

/** The open compare pages: one per pair of sides and data, which a new comparison uses again. */
export interface ComparePages extends Disposable {
  /** Opens or reveals the page as soon as the sides are there, then compares. Undefined where they are not to be had. */
  open(subject: ComparisonSubject): Promise<CompareView | undefined>;
}

interface OpenPage {
  readonly panel: vscode.WebviewPanel;
  readonly controller: CompareController;
}

export function createComparePages({ engine, extensionUri, log, report, resolve }: ComparePagesOptions): ComparePages {
  const store = new DisposableStore();
  const open = new Set<OpenPage>();

  const compare = ({ panel, controller }: OpenPage, choice?: ComparisonOptions): Promise<CompareView> =>
    withPageProgress(panel, workOf(controller), () => controller.compare(choice));
  const compareAnew = async (page: OpenPage, choice?: ComparisonOptions): Promise<void> => {
    if (!(await mayRunModels())) return;
    const subject = await resolve(page.controller.subject);
    if (!subject) return;
    page.controller.setSides(subject);
    await compare(page, choice);
  };
  const attach = (panel: vscode.WebviewPanel, subject: ComparisonSubject): OpenPage => {
    const controller = createCompareController({ subject, engine, onBug: report });
    // The panels themselves stay: the editor brings them back after a reload.
    const parts = store.add(new DisposableStore());
    parts.add(controller);
    const page = { panel, controller };
    const again = (choice?: ComparisonOptions): void => {
      compareAnew(page, choice).catch(report);
    };
    const showOutput = (): void => log.show();
    parts.add(attachComparePanel({ panel, controller, engine, report, extensionUri, compare: again, showOutput }));
    open.add(page);
    panel.onDidDispose(() => {
      parts.dispose();
      store.remove(parts);
      open.delete(page);
    });
    return page;
  };
  const openPage = (subject: ComparisonSubject): OpenPage => {
    const key = subjectKey(subject);
    const existing = [...open].find(({ controller }) => subjectKey(controller.subject) === key);
    if (existing) {
      existing.controller.setSides(subject);
      existing.panel.reveal();
      return existing;
    }
    return attach(vscode.window.createWebviewPanel(COMPARE_VIEW_TYPE, '', vscode.ViewColumn.Active), subject);
  };

  store.add(
    vscode.window.registerWebviewPanelSerializer(COMPARE_VIEW_TYPE, {
      deserializeWebviewPanel: (panel, state) => {
        const bookmark = parseBookmark(state);
        if (bookmark) attach(panel, bookmark.subject);
        else panel.dispose();
        return Promise.resolve();
      },
    }),
  );
  return {
    open: async (subject) => {
      if (!(await mayRunModels())) return undefined;
      const resolved = await resolve(subject);
      return resolved && compare(openPage(resolved), resolved.options);
    },
    dispose: () => store.dispose(),
  };
}

function workOf(controller: CompareController): PageWork {
  const { baseline, candidate } = controller.subject;
  return {
    title: vscode.l10n.t('Comparing {0} with {1}', baseline.name, candidate.name),
    isRunning: () => controller.state().view.kind === 'running',
    cancel: () => controller.cancel(),
  };
}

function subjectKey({ baseline, candidate, data }: ComparisonSubject): string {
  return JSON.stringify([sideKey(baseline), sideKey(candidate), data]);
}

function sideKey({ side, version }: SubjectSide): string {
  if (version) return `version ${JSON.stringify(version)}`;
  switch (side.kind) {
    case 'model':
      return `model ${side.path}`;
    case 'predictions':
      return `predictions ${side.file ?? ''} ${JSON.stringify(side.columns ?? {})}`;
    case 'run':
      return `run ${side.run}`;
  }
}
