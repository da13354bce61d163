import * as vscode from 'vscode';
import { WorkbenchError } from '../contract/issue';
import { openPlace } from './open-place';
import { inEditorWords } from './wording';

export type ReportError = (error: unknown) => void;

/**
 * Shows what the user can mend with its own message and one button; for anything else, a bug, only the way to the
 * log, which has the stack.
 */
export function createReportError(log: vscode.LogOutputChannel): ReportError {
  return (error) => {
    log.error(error instanceof Error ? error : String(error));
    void (error instanceof WorkbenchError ? showWorkbenchError(error, log) : showBug(log));
  };
}

async function showWorkbenchError(error: WorkbenchError, log: vscode.LogOutputChannel): Promise<void> {
  const place = error.issues.find((issue) => issue.file !== undefined && issue.line !== undefined);
  const action = place ? vscode.l10n.t('Open File') : vscode.l10n.t('Show Log');
  const chosen = await vscode.window.showErrorMessage(inEditorWords(error.message), action);
  if (chosen !== action) return;
  if (place?.file !== undefined)
    await openPlace({ file: place.file, ...(place.line !== undefined && { line: place.line }) });
  else log.show();
}

async function showBug(log: vscode.LogOutputChannel): Promise<void> {
  const action = vscode.l10n.t('Show Log');
  const chosen = await vscode.window.showErrorMessage(
    vscode.l10n.t('Something went wrong in ONNX Workbench itself.'),
    action,
  );
  if (chosen === action) log.show();
}
