import { basename } from 'node:path';
import * as vscode from 'vscode';
import { confirmDeletion, tooLong } from '../ask';
import type { SavedVersionNode } from './version-nodes';

/** Name and note of a version to be saved. Undefined where a box was closed. */
export async function askNewVersion(
  model: string,
): Promise<{ readonly name: string; readonly note: string } | undefined> {
  const title = vscode.l10n.t('Save Version of {0}', basename(model));
  const name = await askName(model, title, '');
  if (name === undefined) return undefined;
  const note = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('What should be remembered of it? May be left empty.'),
  });
  return note === undefined ? undefined : { name, note };
}

/** Undefined where the box was closed. */
export async function askVersionName({
  model,
  version,
}: SavedVersionNode): Promise<{ readonly name: string } | undefined> {
  const name = await askName(model.fsPath, vscode.l10n.t("Rename '{0}'", version.name), version.name);
  return name === undefined ? undefined : { name };
}

/** Undefined where the box was closed. */
export async function askVersionNote({ version }: SavedVersionNode): Promise<{ readonly note: string } | undefined> {
  const note = await vscode.window.showInputBox({
    title: vscode.l10n.t("Note on '{0}'", version.name),
    prompt: vscode.l10n.t('What should be remembered of it? May be left empty.'),
    value: version.note ?? '',
  });
  return note === undefined ? undefined : { note };
}

/** Whether these versions are really meant to go. */
export function confirmDelete(nodes: readonly SavedVersionNode[]): Promise<boolean> {
  const [first] = nodes;
  const message =
    nodes.length === 1 && first
      ? vscode.l10n.t("Are you sure you want to delete the version '{0}'?", first.version.name)
      : vscode.l10n.t('Are you sure you want to delete these {0} versions?', nodes.length);
  const detail = vscode.l10n.t('The model itself stays as it is. This cannot be undone.');
  return confirmDeletion(message, detail);
}

async function askName(model: string, title: string, value: string): Promise<string | undefined> {
  const { savedVersions, VERSION_NAME_LENGTH } = await import('../../versions/saved/saved-versions');
  const taken = new Set((await savedVersions(model)).map(({ name }) => name));
  taken.delete(value);
  const name = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('A name for the version'),
    placeHolder: vscode.l10n.t('before the retrain'),
    value,
    validateInput: (text) => {
      const trimmed = text.trim();
      if (trimmed === '') return vscode.l10n.t('A name is needed.');
      if (taken.has(trimmed)) return vscode.l10n.t('There is a version of this name already.');
      return tooLong(text, VERSION_NAME_LENGTH);
    },
  });
  return name?.trim();
}
