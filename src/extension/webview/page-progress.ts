import * as vscode from 'vscode';

/** A run that ends sooner shows nothing beside its page: a message that flashes only disturbs. */
const QUIET_MS = 1_000;

export interface PageWork {
  readonly title: string;
  readonly isRunning: () => boolean;
  readonly cancel: () => void;
}

/**
 * Runs with a line in the status bar, and, where the page is hidden while it lasts, a notification that can cancel.
 * The page itself shows progress and a Cancel button.
 */
export function withPageProgress<T>(panel: vscode.WebviewPanel, work: PageWork, run: () => Promise<T>): Promise<T> {
  const result = run();
  void vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: work.title }, () => result);
  let notified = false;
  let closed = false;
  const notifyWhenHidden = (): void => {
    if (notified || closed || panel.visible || !work.isRunning()) return;
    notified = true;
    notify(work, result);
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

function notify({ title, cancel }: PageWork, result: Promise<unknown>): void {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  void vscode.window.withProgress(options, (_progress, token) => {
    token.onCancellationRequested(cancel);
    return result;
  });
}
