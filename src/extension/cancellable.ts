import * as vscode from 'vscode';

/** Does work with a notification that can cancel it. Undefined where it was cancelled. */
export async function cancellable<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_progress, token) => {
    const aborted = new AbortController();
    token.onCancellationRequested(() => aborted.abort());
    try {
      return await work(aborted.signal);
    } catch (error) {
      if (aborted.signal.aborted) return undefined;
      throw error;
    }
  });
}
