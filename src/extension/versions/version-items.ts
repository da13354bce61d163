import * as vscode from 'vscode';
import { formatBytes } from '../../versions/format-bytes';
import { asMarkdown } from '../runs/markdown';
import { metricsText } from '../runs/run-text';
import { fullTime, timeAgo } from '../runs/when';
import { inEditorWords } from '../wording';
import type { CommitNode, SavedVersionNode, VersionsNode, VersionTreeNode } from './version-nodes';

/** The row of a node that has to do with versions. */
export function versionItem(node: VersionTreeNode): vscode.TreeItem {
  switch (node.kind) {
    case 'savedVersions':
    case 'history':
      return groupItem(node);
    case 'savedVersion':
      return savedItem(node);
    case 'commit':
      return commitItem(node);
    case 'moreCommits':
      return moreItem(node);
    case 'versionNote':
      return noteItem(node);
  }
}

function groupItem({ kind, model }: VersionsNode): vscode.TreeItem {
  const isHistory = kind === 'history';
  const label = isHistory ? vscode.l10n.t('Git History') : vscode.l10n.t('Saved Versions');
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${kind}\n${model.toString()}`;
  item.iconPath = new vscode.ThemeIcon(isHistory ? 'history' : 'bookmark');
  item.contextValue = kind;
  return item;
}

function savedItem(node: SavedVersionNode): vscode.TreeItem {
  const { version } = node;
  const { language } = vscode.env;
  const bytes = [version.model, ...version.externalData].reduce((sum, file) => sum + file.bytes, 0);
  const item = rowOf(node, version.name, [
    metricsText(version.metrics),
    version.note,
    timeAgo(version.saved, Date.now(), language),
    formatBytes(bytes),
  ]);
  item.id = `savedVersion\n${node.model.toString()}\n${version.path}`;
  item.iconPath = new vscode.ThemeIcon('circle-filled');
  item.tooltip = tooltipOf([
    version.name,
    version.note,
    vscode.l10n.t('Saved: {0}', fullTime(version.saved, language)),
    version.metrics && metricsText(version.metrics),
    version.data === undefined ? undefined : vscode.l10n.t('Data: {0}', version.data),
    version.commit === undefined ? undefined : vscode.l10n.t('Commit: {0}', version.commit),
    version.externalData.length === 0
      ? undefined
      : vscode.l10n.t('With {0}', version.externalData.map(({ file }) => file).join(', ')),
  ]);
  return item;
}

function commitItem(node: CommitNode): vscode.TreeItem {
  const { revision, content, metrics } = node;
  const { language } = vscode.env;
  const isDeleted = revision.blob === null;
  const size = isDeleted
    ? vscode.l10n.t('deleted')
    : content
      ? formatBytes(content.bytes)
      : vscode.l10n.t('not on this machine');
  const item = rowOf(node, revision.message, [
    metricsText(metrics),
    timeAgo(revision.date, Date.now(), language),
    revision.author,
    size,
  ]);
  item.id = `commit\n${node.model.toString()}\n${revision.commit}`;
  item.iconPath = new vscode.ThemeIcon('git-commit');
  item.tooltip = tooltipOf([
    revision.message,
    vscode.l10n.t('{0}, {1}', revision.author, fullTime(revision.date, language)),
    metricsText(metrics),
    revision.path,
    size,
    vscode.l10n.t('Commit: {0}', revision.commit),
  ]);
  if (!isDeleted) return item;
  item.contextValue = 'deletedCommit';
  delete item.command;
  return item;
}

function rowOf(
  node: SavedVersionNode | CommitNode,
  label: string,
  facts: readonly (string | undefined)[],
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = facts.filter((fact) => fact !== undefined && fact !== '').join(' · ');
  item.contextValue = node.kind;
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  item.command = { command: 'onnxWorkbench.openVersion', title: vscode.l10n.t('Open in Inspector'), arguments: [node] };
  return item;
}

/** What came from files and people is shown as text, never read as Markdown. */
function tooltipOf([title = '', ...lines]: readonly (string | undefined)[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString(`**${asMarkdown(title)}**  \n`);
  for (const line of lines) if (line !== undefined) tooltip.appendMarkdown(`${asMarkdown(line)}  \n`);
  return tooltip;
}

function moreItem(node: Extract<VersionTreeNode, { kind: 'moreCommits' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Load More'));
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = node.kind;
  item.command = { command: 'onnxWorkbench.showMoreCommits', title: vscode.l10n.t('Load More'), arguments: [node] };
  return item;
}

function noteItem({ kind, text }: Extract<VersionTreeNode, { kind: 'versionNote' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(inEditorWords(text));
  item.tooltip = new vscode.MarkdownString(asMarkdown(inEditorWords(text)));
  item.contextValue = kind;
  return item;
}
