import { basename } from 'node:path';
import * as vscode from 'vscode';
import { inEditorWords } from '../wording';
import type { NamedData } from './beside';
import type { DataNode, FolderNode, MoreNode, SettingsNode } from './nodes';
import type { ModelReading } from './read-models';
import { signatureText, typeText } from './signature';
import { attention, verdict } from './verdict';

const CLASSES_IN_TOOLTIP = 12;

/** The row of a model. `place`: its folder, where another model has the same name. */
export function modelItem(
  uri: vscode.Uri,
  reading: ModelReading | undefined,
  { place, hasChildren }: { readonly place: string | undefined; readonly hasChildren: boolean },
): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(uri, hasChildren ? Collapsed : None);
  const description = [place, reading && modelDescription(reading)].filter((part) => part !== undefined).join(' · ');
  item.id = uri.toString();
  item.label = basename(uri.fsPath);
  item.description = description;
  item.iconPath = modelIcon(reading);
  item.contextValue = 'model';
  item.tooltip = reading && modelTooltip(uri, reading);
  item.accessibilityInformation = { label: [basename(uri.fsPath), description, ...problemTexts(reading)].join(', ') };
  return item;
}

/** Shape and colour tell of a problem: Git may colour the name, and one badge hides behind another. */
function modelIcon(reading: ModelReading | undefined): vscode.ThemeIcon {
  switch (reading && verdict(reading)) {
    case 'error':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
    case 'warning':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));
    case undefined:
      return new vscode.ThemeIcon('circuit-board');
  }
}

function modelDescription({ summary, problems }: ModelReading): string | undefined {
  return summary ? signatureText(summary) : problems[0] && unreadableText(problems[0].code);
}

function unreadableText(code: string): string {
  switch (code) {
    case 'model-lfs-pointer':
      return vscode.l10n.t('Git LFS pointer');
    case 'model-empty':
      return vscode.l10n.t('empty');
    case 'model-truncated':
      return vscode.l10n.t('incomplete');
    default:
      return vscode.l10n.t('cannot be read');
  }
}

function problemTexts(reading: ModelReading | undefined): string[] {
  return attention(reading?.problems ?? []).map(({ message }) => inEditorWords(message));
}

/** Everything in it came from a file: it is added as text, which Markdown does not read. */
function modelTooltip(uri: vscode.Uri, reading: ModelReading): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  const line = (text: string): unknown => tooltip.appendText(text).appendMarkdown('  \n');
  line(vscode.workspace.asRelativePath(uri));
  for (const text of problemTexts(reading)) line(`⚠ ${text}`);
  const { summary } = reading;
  if (!summary) return tooltip;
  for (const input of summary.inputs) line(vscode.l10n.t('input {0}: {1}', input.name, typeText(input)));
  for (const output of summary.outputs) line(vscode.l10n.t('output {0}: {1}', output.name, typeText(output)));
  const classes = summary.classNames?.names ?? summary.classes ?? [];
  if (classes.length > 0) {
    const shown = classes.slice(0, CLASSES_IN_TOOLTIP).join(', ');
    line(vscode.l10n.t('classes: {0}', classes.length > CLASSES_IN_TOOLTIP ? `${shown}, ...` : shown));
  }
  return tooltip;
}

export function folderItem({ folder, models }: FolderNode): vscode.TreeItem {
  const item = new vscode.TreeItem(folder.name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = folder.uri.toString();
  item.description = String(models.length);
  item.tooltip = folder.uri.fsPath;
  const count = vscode.l10n.t(models.length === 1 ? '{0} model' : '{0} models', models.length);
  item.accessibilityInformation = { label: `${folder.name}, ${count}` };
  item.contextValue = 'folder';
  return item;
}

export function moreItem(node: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('{0} more...', node.count.toLocaleString(vscode.env.language)));
  item.contextValue = 'more';
  item.command = {
    command: 'onnxWorkbench.showMoreModels',
    title: vscode.l10n.t('Show More Models'),
    arguments: [node],
  };
  return item;
}

export function settingsItem({ path }: SettingsNode): vscode.TreeItem {
  const item = fileItem(vscode.Uri.file(path), vscode.l10n.t('settings'));
  item.iconPath = new vscode.ThemeIcon('settings-gear');
  item.contextValue = 'settings';
  return item;
}

export function dataItem({ data }: DataNode): vscode.TreeItem {
  const item = fileItem(vscode.Uri.file(data.path), roleText(data.role));
  item.iconPath = new vscode.ThemeIcon('table');
  item.contextValue = 'data';
  return item;
}

function fileItem(uri: vscode.Uri, description: string): vscode.TreeItem {
  const item = new vscode.TreeItem(uri);
  item.label = basename(uri.fsPath);
  item.description = description;
  item.accessibilityInformation = { label: `${item.label}, ${description}` };
  item.tooltip = vscode.workspace.asRelativePath(uri);
  item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri] };
  return item;
}

function roleText(role: NamedData['role']): string {
  switch (role) {
    case 'sample':
      return vscode.l10n.t('sample');
    case 'holdout':
      return vscode.l10n.t('holdout');
    case 'reference':
      return vscode.l10n.t('reference');
  }
}
