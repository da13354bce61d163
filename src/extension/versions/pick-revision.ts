import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { FileRevision, NamedRevision } from '../../contract/version';
import { fileHistory } from '../../versions/git-history';
import { namedRevisions } from '../../versions/named-revisions';
import { repositoryOf } from '../../versions/repository';
import { DisposableStore } from '../disposables';
import { timeAgo } from '../runs/when';

const MOST_COMMITS = 100;
const MOST_NAMES = 200;

interface RevisionItem extends vscode.QuickPickItem {
  readonly revision: string;
}

/**
 * Asks for a revision: the commits that changed the model first, then branches and tags; anything else can be typed. For a
 * trusted workspace. Undefined when the list was closed. Throws WorkbenchError `not-a-repository` and `git-not-found`.
 */
export async function pickRevision(model: string): Promise<string | undefined> {
  const repository = await repositoryOf(model);
  const store = new DisposableStore();
  const closed = new AbortController();
  store.add({ dispose: () => closed.abort() });
  const list = store.add(vscode.window.createQuickPick<RevisionItem>());
  list.title = vscode.l10n.t('Compare {0} with Revision', basename(model));
  list.placeholder = vscode.l10n.t('Select a commit, branch or tag, or type any revision');
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.busy = true;
  let known: readonly RevisionItem[] = [];
  const show = (): void => {
    const typed = list.value.trim();
    list.items =
      typed === '' || known.some(({ revision }) => revision === typed) ? known : [...known, typedItem(typed)];
  };
  try {
    const chosen = new Promise<RevisionItem | undefined>((resolve) => {
      store.add(list.onDidAccept(() => resolve(list.activeItems[0])));
      store.add(list.onDidHide(() => resolve(undefined)));
    });
    store.add(list.onDidChangeValue(show));
    list.show();
    const filling = Promise.all([
      fileHistory(model, MOST_COMMITS, closed.signal),
      namedRevisions(repository, MOST_NAMES, closed.signal),
    ]).then(([commits, names]) => {
      known = [...commitItems(commits), ...nameItems(names)];
      list.busy = false;
      show();
    });
    return (await Promise.race([chosen, filling.then(() => chosen)]))?.revision;
  } finally {
    store.dispose();
  }
}

function typedItem(revision: string): RevisionItem {
  return {
    label: revision,
    description: vscode.l10n.t('revision'),
    iconPath: new vscode.ThemeIcon('edit'),
    alwaysShow: true,
    revision,
  };
}

function commitItems(commits: readonly FileRevision[]): RevisionItem[] {
  const items = commits
    .filter(({ blob }) => blob !== null)
    .map(({ commit, message, author, date }) => ({
      label: message,
      description: `${commit.slice(0, 7)} · ${author} · ${timeAgo(date, Date.now(), vscode.env.language)}`,
      iconPath: new vscode.ThemeIcon('git-commit'),
      revision: commit,
    }));
  return withTitle(vscode.l10n.t('commits that changed it'), items);
}

const ICONS: Readonly<Record<NamedRevision['kind'], string>> = { branch: 'git-branch', remote: 'cloud', tag: 'tag' };

function nameItems(names: readonly NamedRevision[]): RevisionItem[] {
  const of = (kind: NamedRevision['kind']): RevisionItem[] =>
    names
      .filter((name) => name.kind === kind)
      .map(({ name, message, date }) => ({
        label: name,
        description: `${timeAgo(date, Date.now(), vscode.env.language)} · ${message}`,
        iconPath: new vscode.ThemeIcon(ICONS[kind]),
        revision: name,
      }));
  return [
    ...withTitle(vscode.l10n.t('branches'), of('branch')),
    ...withTitle(vscode.l10n.t('remote branches'), of('remote')),
    ...withTitle(vscode.l10n.t('tags'), of('tag')),
  ];
}

function withTitle(label: string, items: readonly RevisionItem[]): RevisionItem[] {
  if (items.length === 0) return [];
  return [{ label, kind: vscode.QuickPickItemKind.Separator, revision: '' }, ...items];
}
