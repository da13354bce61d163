import * as vscode from 'vscode';
import type { MissingContent } from '../../contract/version';
import { formatBytes } from '../../versions/format-bytes';
import type { Disposable } from '../disposables';

/** A larger download is asked about once more. */
const LARGE_BYTES = 100_000_000;

export interface Fetching extends Disposable {
  /** Says what is missing, with the command that gets it; with a click it is downloaded. */
  readonly mayFetch: (missing: MissingContent) => Promise<boolean>;
  /** Aborted where the user does not want it, or cancels the download. */
  readonly signal: AbortSignal;
}

/** What is asked and shown while a version is looked up. Its progress is shown until it is disposed of. */
export function createFetching(): Fetching {
  const cancelled = new AbortController();
  const { promise: ended, resolve: end } = Promise.withResolvers<undefined>();
  return {
    mayFetch: async (missing) => {
      const wanted = await ask(missing);
      if (wanted) showProgress(missing, ended, () => cancelled.abort());
      else cancelled.abort();
      return wanted;
    },
    signal: cancelled.signal,
    dispose: () => end(undefined),
  };
}

async function ask({ what, command, bytes }: MissingContent): Promise<boolean> {
  const fetch = vscode.l10n.t('Fetch');
  const copy = vscode.l10n.t('Copy Command');
  const size = bytes === undefined ? vscode.l10n.t('of unknown size') : formatBytes(bytes);
  const message = vscode.l10n.t('{0} is not on this machine ({1}). This gets it: {2}', what, size, command);
  const isLarge = bytes !== undefined && bytes > LARGE_BYTES;
  const chosen = await (isLarge
    ? vscode.window.showWarningMessage(message, { modal: true }, fetch, copy)
    : vscode.window.showWarningMessage(message, fetch, copy));
  if (chosen === copy) await vscode.env.clipboard.writeText(command);
  return chosen === fetch;
}

function showProgress({ what, bytes }: MissingContent, ended: Promise<undefined>, cancel: () => void): void {
  const title =
    bytes === undefined
      ? vscode.l10n.t('Fetching {0}', what)
      : vscode.l10n.t('Fetching {0} ({1})', what, formatBytes(bytes));
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  void vscode.window.withProgress(options, (_progress, token) => {
    token.onCancellationRequested(cancel);
    return ended;
  });
}
