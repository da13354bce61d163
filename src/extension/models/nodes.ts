import * as vscode from 'vscode';
import type { VersionTreeNode } from '../versions/version-nodes';
import type { NamedData } from './beside';

export interface FolderNode {
  readonly kind: 'folder';
  readonly folder: vscode.WorkspaceFolder;
  readonly models: readonly vscode.Uri[];
}

/** Stands for the models of a folder that are not listed yet. */
export interface MoreNode {
  readonly kind: 'more';
  readonly of: FolderNode;
  readonly count: number;
}

export interface SettingsNode {
  readonly kind: 'settings';
  readonly model: vscode.Uri;
  readonly path: string;
}

export interface DataNode {
  readonly kind: 'data';
  readonly model: vscode.Uri;
  readonly data: NamedData;
}

/** A model is its Uri, so that every command which the Explorer calls with one works on this tree as it is. */
export type ModelsNode = vscode.Uri | FolderNode | MoreNode | SettingsNode | DataNode | VersionTreeNode;

export function isModel(node: unknown): node is vscode.Uri {
  return node instanceof vscode.Uri;
}

/** Whether a command was called on data beneath a model. */
export function isDataNode(node: unknown): node is DataNode {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'data';
}

export function isMoreNode(node: unknown): node is MoreNode {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'more';
}
