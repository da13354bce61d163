import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { WorkbenchError } from '../../contract/issue';
import type { RunChoice, Subject } from '../../contract/results-page';
import type { Run } from '../../contract/run';
import { folderOf } from '../pick/workspace-files';

/** What it takes to run the same again. */
export interface Repetition {
  readonly subject: Subject;
  readonly choice: RunChoice;
}

/**
 * The same model on the same data with the same settings, as the files are now. Throws WorkbenchError where one of them
 * is gone, or where the data was no file.
 */
export function repetitionOf(run: Run): Repetition {
  const model = run.model.path;
  const data = run.data.path;
  if (run.source === 'selection') throw onlySelected();
  if (!isAbsolute(data)) {
    throw notRepeatable(vscode.l10n.t('This run did not read its data from a file, so it cannot be repeated.'));
  }
  for (const path of [model, data]) {
    if (existsSync(path)) continue;
    const message = vscode.l10n.t('{0} is no longer there. Put it back, or run with another file.', path);
    throw new WorkbenchError('usage', { code: 'run-file-gone', message, file: path });
  }
  const subject = { model, data, folder: folderOf(model) };
  return { subject, choice: run.settings ? { settings: run.settings } : {} };
}

/** A run of rows that were selected in an editor cannot be run again without them. */
export function onlySelected(): WorkbenchError {
  return notRepeatable(vscode.l10n.t('This run took the rows that were selected then. Select rows to run them again.'));
}

function notRepeatable(message: string): WorkbenchError {
  return new WorkbenchError('usage', { code: 'run-not-repeatable', message });
}
