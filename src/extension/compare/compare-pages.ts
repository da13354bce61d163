import * as vscode from 'vscode';
import type {
  CompareView,
  ComparisonOptions,
  ComparisonSubject,
  SliceToGate,
  SubjectSide,
} from '../../contract/compare-page';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { DisposableStore, type Disposable } from '../disposables';
import { mayRunModels } from '../trust';
import { parseBookmark } from './bookmark';
import type { AttachPage, OpenPage } from './open-page';

const COMPARE_VIEW_TYPE = 'onnxWorkbench.compare';

export interface ComparePagesOptions {
  readonly engine: Client<EngineProtocol>;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly report: (error: unknown) => void;
  /** Puts copies of versions in the place of models of other times. Undefined where the user lets be. Throws WorkbenchError. */
  readonly resolve: (subject: ComparisonSubject) => Promise<ComparisonSubject | undefined>;
  /** Makes a gate of a slice. Throws WorkbenchError. */
  readonly addGate: (subject: ComparisonSubject, slice: SliceToGate) => Promise<void>;
}

/** The open compare pages: one per pair of sides and data, which a new comparison uses again. */
export interface ComparePages extends Disposable {
  /** Opens or reveals the page as soon as the sides are there, then compares. Undefined where they are not to be had. */
  open(subject: ComparisonSubject): Promise<CompareView | undefined>;
  /** Compares again what the page in front shows. */
  compareAgain(): Promise<void>;
  /** Turns Run Again on Change on or off, for the page in front. */
  followChanges(on: boolean): Promise<void>;
}

/** Whether the page in front compares again on change, for the two buttons of which one is shown. */
const FOLLOWS_CONTEXT = 'onnxWorkbench.comparesAgainOnChange';

export function createComparePages(options: ComparePagesOptions): ComparePages {
  const { engine, extensionUri, log, report, resolve, addGate } = options;
  const store = new DisposableStore();
  const open = new Set<OpenPage>();

  const inFront = (): OpenPage | undefined => [...open].find(({ panel }) => panel.active);
  const showButtons = (): void => {
    void vscode.commands.executeCommand('setContext', FOLLOWS_CONTEXT, inFront()?.following.on() ?? false);
  };
  const compare = async (page: OpenPage, choice?: ComparisonOptions): Promise<CompareView> => {
    const view = await page.compare(choice);
    showButtons();
    return view;
  };
  const compareAnew = async (page: OpenPage, choice?: ComparisonOptions): Promise<void> => {
    if (!(await mayRunModels())) return;
    const subject = await resolve(page.controller.subject);
    if (!subject) return;
    page.controller.setSides(subject);
    await compare(page, choice);
  };
  // Loaded with the first comparison, because it would slow the start down.
  const loadPart = async (): Promise<AttachPage> => (await import('./open-page')).attachPage;
  const attach = (attachPage: AttachPage, panel: vscode.WebviewPanel, subject: ComparisonSubject): OpenPage => {
    const page = store.add(
      attachPage({
        panel,
        subject,
        engine,
        extensionUri,
        report,
        showOutput: () => log.show(),
        addGate,
        compareAnew: (asking, choice) => {
          compareAnew(asking, choice).catch(report);
        },
      }),
    );
    open.add(page);
    panel.onDidChangeViewState(showButtons);
    panel.onDidDispose(() => {
      page.dispose();
      store.remove(page);
      open.delete(page);
      showButtons();
    });
    return page;
  };
  const openPage = async (subject: ComparisonSubject): Promise<OpenPage> => {
    const part = await loadPart();
    const key = subjectKey(subject);
    const existing = [...open].find(({ controller }) => subjectKey(controller.subject) === key);
    if (existing) {
      existing.controller.setSides(subject);
      existing.panel.reveal();
      return existing;
    }
    return attach(part, vscode.window.createWebviewPanel(COMPARE_VIEW_TYPE, '', vscode.ViewColumn.Active), subject);
  };

  store.add(
    vscode.window.registerWebviewPanelSerializer(COMPARE_VIEW_TYPE, {
      deserializeWebviewPanel: async (panel, state) => {
        const bookmark = parseBookmark(state);
        if (bookmark) attach(await loadPart(), panel, bookmark.subject);
        else panel.dispose();
      },
    }),
  );
  return {
    open: async (subject) => {
      if (!(await mayRunModels())) return undefined;
      const resolved = await resolve(subject);
      return resolved && compare(await openPage(resolved), resolved.options);
    },
    compareAgain: async () => {
      const page = inFront();
      if (page) await compareAnew(page);
    },
    followChanges: async (on) => {
      const turned = inFront()?.following.turn(on);
      showButtons();
      await turned;
    },
    dispose: () => store.dispose(),
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
