import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ResultsView } from '../../contract/results-page';
import type { ResultsController } from './controller';

/** A run that ends sooner shows nothing beside its page: a message that flashes only disturbs. */
const QUIET_MS = 1_000;

/**
 * Runs with a line in the status bar, and, where the page is hidden while it lasts, a notification that can cancel.
 * The page itself shows progress and a Cancel button.
 */
export function withProgress(
  controller: ResultsController,
  panel: vscode.WebviewPanel,
  run: () => Promise<ResultsView>,
): Promise<ResultsView> {
  const result = run();
  const title = vscode.l10n.t(
    'Predicting {0} with {1}',
    basename(controller.subject.data),
    basename(controller.subject.model),
  );
  void vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () => result);
  let notified = false;
  let closed = false;
  const notifyWhenHidden = (): void => {
    if (notified || closed || panel.visible || controller.state().view.kind !== 'running') return;
    notified = true;
    notify(controller, title, result);
  };
  const timer = setTimeout(notifyWhenHidden, QUIET_MS);
  const listening = panel.onDidChangeViewState(notifyWhenHidden);
  const closing = panel.onDidDispose(() => {
    closed = true;
  });
  void result.finally(() => {
    clearTimeout(timer);
    listening.dispose();
    closing.dispose();
  });
  return result;
}

function notify(controller: ResultsController, title: string, result: Promise<ResultsView>): void {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  void vscode.window.withProgress(options, (_progress, token) => {
    token.onCancellationRequested(() => controller.cancel());
    return result;
  });
}
