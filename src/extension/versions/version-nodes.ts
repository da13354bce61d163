import type * as vscode from 'vscode';
import type { Metrics } from '../../contract/run';
import type { FileRevision, KnownContent, VersionReference } from '../../contract/version';
import type { StoredVersion } from '../../versions/saved/saved-versions';

/** What the saved versions of a model, or its commits, stand beneath. */
export interface VersionsNode {
  readonly kind: 'savedVersions' | 'history';
  readonly model: vscode.Uri;
}

export interface SavedVersionNode {
  readonly kind: 'savedVersion';
  readonly model: vscode.Uri;
  readonly version: StoredVersion;
}

export interface CommitNode {
  readonly kind: 'commit';
  readonly model: vscode.Uri;
  readonly revision: FileRevision;
  /** Absent where only the server has it. */
  readonly content?: KnownContent;
  /** Of the newest logged run of this very content. */
  readonly metrics?: Metrics;
}

/** Stands for commits that are not listed yet. */
export interface MoreCommitsNode {
  readonly kind: 'moreCommits';
  readonly model: vscode.Uri;
}

/** Why there is nothing to list. */
export interface VersionNoteNode {
  readonly kind: 'versionNote';
  readonly model: vscode.Uri;
  readonly text: string;
}

/** All that has to do with versions beneath a model of the Models view. */
export type VersionTreeNode = VersionsNode | SavedVersionNode | CommitNode | MoreCommitsNode | VersionNoteNode;

export function isSavedVersionNode(node: unknown): node is SavedVersionNode {
  return kindOf(node) === 'savedVersion';
}

export function isVersionNode(node: unknown): node is SavedVersionNode | CommitNode {
  return kindOf(node) === 'savedVersion' || kindOf(node) === 'commit';
}

export function isMoreCommitsNode(node: unknown): node is MoreCommitsNode {
  return kindOf(node) === 'moreCommits';
}

function kindOf(node: unknown): unknown {
  return typeof node === 'object' && node !== null && 'kind' in node ? node.kind : undefined;
}

/** How the version of a row is found again: a commit under the name that the model has today. */
export function referenceOf(node: SavedVersionNode | CommitNode): VersionReference {
  const path = node.model.fsPath;
  return node.kind === 'savedVersion'
    ? { kind: 'saved', path, name: node.version.name }
    : { kind: 'git', path, revision: node.revision.commit };
}

/** When a version was made: ISO 8601. */
export function timeOf(node: SavedVersionNode | CommitNode): string {
  return node.kind === 'savedVersion' ? node.version.saved : node.revision.date;
}
