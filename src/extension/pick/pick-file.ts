import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Fit } from '../../contract/engine';
import { DisposableStore } from '../disposables';
import { inEditorWords } from '../wording';
import type { Judge } from './judge';
import { fileKind } from './kinds';
import { movedTo } from './moved-to';
import { orderCandidates, type Candidate } from './order';

export interface FilePick {
  readonly title: string;
  readonly placeholder: string;
  /** Where distances are measured from. */
  readonly near: string;
  readonly find: (token: vscode.CancellationToken) => Promise<readonly Candidate[]>;
  readonly judge?: Judge;
  /** File dialog: a name for the endings, and the endings. */
  readonly dialog: { readonly name: string; readonly extensions: readonly string[] };
}

interface FileItem extends vscode.QuickPickItem {
  readonly path?: string;
}

/**
 * A list of files that is there at once, fills as they are found, and puts those that fit first as soon as that is
 * known. The last entry browses. Resolves with the absolute path; undefined when it was closed.
 */
export async function pickFile(pick: FilePick): Promise<string | undefined> {
  const store = new DisposableStore();
  const list = store.add(vscode.window.createQuickPick<FileItem>());
  const search = store.add(new vscode.CancellationTokenSource());
  const judging = new AbortController();
  store.add({ dispose: () => judging.abort() });
  const browse: FileItem = {
    label: vscode.l10n.t('Browse...'),
    iconPath: new vscode.ThemeIcon('folder-opened'),
    alwaysShow: true,
  };
  list.title = pick.title;
  list.placeholder = pick.placeholder;
  list.matchOnDescription = true;
  list.keepScrollPosition = true;
  list.items = [browse];
  list.busy = true;
  // At the end of a long list the entry is not seen.
  list.buttons = [{ iconPath: new vscode.ThemeIcon('folder-opened'), tooltip: browse.label }];
  try {
    const chosen = new Promise<FileItem | undefined>((resolve) => {
      store.add(list.onDidAccept(() => resolve(list.activeItems[0])));
      store.add(list.onDidTriggerButton(() => resolve(browse)));
      store.add(list.onDidHide(() => resolve(undefined)));
    });
    list.show();
    const filling = fill(pick, list, browse, search.token, judging.signal);
    const item = await Promise.race([chosen, filling.then(() => chosen)]);
    return item === browse ? await browseForFile(pick) : item?.path;
  } finally {
    search.cancel();
    store.dispose();
  }
}

async function fill(
  pick: FilePick,
  list: vscode.QuickPick<FileItem>,
  browse: FileItem,
  token: vscode.CancellationToken,
  signal: AbortSignal,
): Promise<void> {
  let candidates = await pick.find(token);
  const render = (): void => {
    if (signal.aborted) return;
    candidates = orderCandidates(candidates, pick.near);
    const kept = movedTo(list.items, list.activeItems[0])?.path;
    const items = candidates.map((candidate) => fileItem(candidate));
    list.items = [...items, ...(items.length > 0 ? [separator()] : []), browse];
    const again = items.find((item) => kept !== undefined && item.path === kept);
    if (again) list.activeItems = [again];
  };
  render();
  const tell = (fits: ReadonlyMap<string, Fit>): void => {
    candidates = candidates.map((candidate) => {
      const fit = fits.get(candidate.path);
      return fit ? { ...candidate, fit } : candidate;
    });
    render();
  };
  // A list without verdicts is still a list: the run itself will say what does not fit.
  await pick
    .judge?.(
      orderCandidates(candidates, pick.near).map(({ path }) => path),
      tell,
      signal,
    )
    .catch(() => undefined);
  if (!signal.aborted) list.busy = false;
}

function fileItem(candidate: Candidate): FileItem {
  const folder = vscode.workspace.asRelativePath(dirname(candidate.path));
  const notes = [
    folder === dirname(candidate.path) && vscode.workspace.getWorkspaceFolder(vscode.Uri.file(candidate.path))
      ? ''
      : folder,
    candidate.isNamed ? vscode.l10n.t('holdout of the settings') : '',
    candidate.ignoredByGit ? vscode.l10n.t('ignored by Git') : '',
    whyWithoutName(candidate.fit),
  ];
  return {
    label: basename(candidate.path),
    description: notes.filter((note) => note !== '').join(' · '),
    iconPath: new vscode.ThemeIcon(iconOf(candidate.fit)),
    path: candidate.path,
  };
}

/** The reason alone: that it begins with the file's name is seen already. */
function whyWithoutName(fit: Fit | undefined): string {
  if (!fit) return '';
  const why = inEditorWords(fit.why);
  return why.startsWith(`${fit.file} `) ? why.slice(fit.file.length + 1) : why;
}

function iconOf(fit: Fit | undefined): string {
  switch (fit?.fit) {
    case 'ready':
      return 'pass';
    case 'proposal':
      return 'question';
    case 'no':
      return 'circle-slash';
    case undefined:
      return 'file';
  }
}

function separator(): FileItem {
  return { label: '', kind: vscode.QuickPickItemKind.Separator };
}

async function browseForFile(pick: FilePick): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: pick.title,
    canSelectMany: false,
    defaultUri: vscode.Uri.file(fileKind(pick.near) === 'other' ? pick.near : dirname(pick.near)),
    filters: { [pick.dialog.name]: [...pick.dialog.extensions], [vscode.l10n.t('All Files')]: ['*'] },
  });
  return chosen?.[0]?.fsPath;
}
