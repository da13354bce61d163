import { basename } from 'node:path';
import * as vscode from 'vscode';
import { placeInWorkspace } from '../place-in-workspace';
import { asMarkdown } from '../runs/markdown';
import { metricText, rowsText, runTitle, runTooltip, statusIcon, statusText, statusWord } from '../runs/run-text';
import { timeAgo } from '../runs/when';
import { nodeId, type Grouping, type ModelNode, type MoreNode, type ProblemNode, type RunNode } from './nodes';

/** The row of a model. */
export function modelItem(node: ModelNode, isExpanded: boolean): vscode.TreeItem {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(basename(node.path), isExpanded ? Expanded : Collapsed);
  item.id = nodeId(node);
  item.description = [placeOf(node.path), runsText(node.runs)].filter((part) => part !== '').join(' · ');
  item.iconPath = new vscode.ThemeIcon('circuit-board');
  item.contextValue = 'model';
  item.tooltip = node.path;
  return item;
}

/** The row of a run; its tooltip is added when it is wanted. */
export function runItem(node: RunNode, grouping: Grouping): vscode.TreeItem {
  const { run } = node;
  const item = new vscode.TreeItem(runTitle(run));
  item.id = nodeId(node);
  item.description = describe(node, grouping, Date.now());
  item.iconPath = statusIcon(run);
  item.contextValue = run.status === 'running' ? 'run.running' : 'run.ended';
  item.accessibilityInformation = { label: [runTitle(run), statusWord(run.status), item.description].join(', ') };
  item.command = { command: 'onnxWorkbench.openRun', title: vscode.l10n.t('Open Results'), arguments: [node] };
  return item;
}

/** The item with what its row has no room for. */
export function withTooltip(item: vscode.TreeItem, { run, log }: RunNode): vscode.TreeItem {
  item.tooltip = runTooltip(run, log);
  return item;
}

export function moreItem(node: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Load More'));
  item.id = nodeId(node);
  item.description = runsText(node.count);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'more';
  item.command = { command: 'onnxWorkbench.showMoreRuns', title: vscode.l10n.t('Load More'), arguments: [node] };
  return item;
}

export function problemItem(node: ProblemNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('The log cannot be read'));
  item.id = nodeId(node);
  item.description = node.message;
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'problem';
  item.tooltip = new vscode.MarkdownString(asMarkdown(node.message));
  return item;
}

function describe({ run }: RunNode, grouping: Grouping, now: number): string {
  const parts = [
    grouping === 'time' ? run.model.name : undefined,
    run.name === null ? undefined : basename(run.data.path),
    timeAgo(run.start, now, vscode.env.language),
    run.rows > 0 || run.status === 'ok' ? rowsText(run.rows) : undefined,
    run.status === 'ok' ? metricText(run) : statusText(run),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function runsText(runs: number): string {
  return vscode.l10n.t(runs === 1 ? '{0} run' : '{0} runs', runs.toLocaleString(vscode.env.language));
}

/** Where several folders are open each names the models that lie directly in it. */
function placeOf(path: string): string {
  const root = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path));
  const hasSeveral = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
  return placeInWorkspace(path) || (hasSeveral && root ? root.name : '');
}
