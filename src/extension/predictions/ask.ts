import { basename } from 'node:path';
import * as vscode from 'vscode';
import { RUN_NAME_LENGTH, RUN_NOTE_LENGTH, type Run, type RunChanges } from '../../contract/run';
import { confirmDeletion, tooLong } from '../ask';
import { runTitle } from '../runs/run-text';
import { fullTime } from '../runs/when';
import type { RunNode } from './nodes';

/** Runs that a question names one by one. */
const MOST_NAMED = 10;

/** Undefined where the box was closed. */
export async function askName(run: Run): Promise<RunChanges | undefined> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename {0}', which(run)),
    prompt: vscode.l10n.t('Without a name the run is called after its data.'),
    placeHolder: basename(run.data.path),
    value: run.name ?? '',
    validateInput: (text) => tooLong(text, RUN_NAME_LENGTH),
  });
  return name === undefined ? undefined : { name };
}

/** Undefined where the box was closed. */
export async function askNote(run: Run): Promise<RunChanges | undefined> {
  const note = await vscode.window.showInputBox({
    title: vscode.l10n.t('Note on {0}', which(run)),
    placeHolder: vscode.l10n.t('What should be remembered of this run?'),
    value: run.note ?? '',
    validateInput: (text) => tooLong(text, RUN_NOTE_LENGTH),
  });
  return note === undefined ? undefined : { note };
}

/** Whether these runs are really meant to go. */
export function confirmDelete(nodes: readonly RunNode[]): Promise<boolean> {
  const [first] = nodes;
  const message =
    nodes.length === 1 && first
      ? vscode.l10n.t("Are you sure you want to delete the run '{0}'?", runTitle(first.run))
      : vscode.l10n.t('Are you sure you want to delete these {0} runs?', nodes.length);
  const named = nodes.slice(0, MOST_NAMED).map(({ run }) => which(run));
  const others = nodes.length - named.length;
  const more = others > 0 ? [vscode.l10n.t('{0} more', others)] : [];
  const gone = vscode.l10n.t('All that is logged of it is overwritten, so this cannot be undone.');
  const detail = [...named, ...more, '', gone].join('\n');
  return confirmDeletion(message, detail);
}

/** Runs of one model on the same data have one name: when they began tells them apart. */
function which(run: Run): string {
  const files = `${basename(run.data.path)} → ${run.model.name}`;
  return [run.name, files, fullTime(run.start, vscode.env.language)].filter((part) => part !== null).join(' · ');
}
