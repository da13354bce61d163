import * as vscode from 'vscode';
import type { CompareView, ComparisonOptions, ComparisonSubject, SliceToGate } from '../../contract/compare-page';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { DisposableStore, type Disposable } from '../disposables';
import { followPage, type PageFollowing } from '../on-change/page-following';
import { withPageProgress, type PageWork } from '../webview/page-progress';
import { attachComparePanel } from './compare-panel';
import { createCompareController, type CompareController } from './controller';
import { followedComparison } from './followed-page';

export interface OpenPageOptions {
  readonly panel: vscode.WebviewPanel;
  readonly subject: ComparisonSubject;
  readonly engine: Client<EngineProtocol>;
  readonly extensionUri: vscode.Uri;
  readonly report: (error: unknown) => void;
  readonly showOutput: () => void;
  readonly addGate: (subject: ComparisonSubject, slice: SliceToGate) => Promise<void>;
  /** Asked for by the page itself. */
  readonly compareAnew: (page: OpenPage, choice?: ComparisonOptions) => void;
}

/** A compare page with its panel, which is not disposed of with it: the editor brings it back after a reload. */
export interface OpenPage extends Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly controller: CompareController;
  readonly following: PageFollowing;
  /** Never rejects. */
  compare(choice?: ComparisonOptions): Promise<CompareView>;
}

export type AttachPage = typeof attachPage;

export function attachPage(options: OpenPageOptions): OpenPage {
  const { panel, subject, engine, extensionUri, report, showOutput, addGate, compareAnew } = options;
  const parts = new DisposableStore();
  const controller = parts.add(createCompareController({ subject, engine, onBug: report }));
  const following = parts.add(followPage({ page: followedComparison(controller, engine), panel, report }));
  const page: OpenPage = {
    panel,
    controller,
    following,
    compare: async (choice) => {
      following.begun();
      const view = await withPageProgress(panel, workOf(controller), () => controller.compare(choice));
      following.ended();
      return view;
    },
    dispose: () => parts.dispose(),
  };
  const compare = (choice?: ComparisonOptions): void => compareAnew(page, choice);
  parts.add(attachComparePanel({ panel, controller, engine, report, extensionUri, compare, addGate, showOutput }));
  return page;
}

function workOf(controller: CompareController): PageWork {
  const { baseline, candidate } = controller.subject;
  return {
    title: vscode.l10n.t('Comparing {0} with {1}', baseline.name, candidate.name),
    isRunning: () => controller.state().view.kind === 'running',
    cancel: () => controller.cancel(),
  };
}
