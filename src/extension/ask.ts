import * as vscode from 'vscode';

/** Whether something is really meant to be deleted. */
export async function confirmDeletion(message: string, detail: string): Promise<boolean> {
  const action = vscode.l10n.t('Delete');
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, action)) === action;
}

/** What an input box says of a text that is longer than `limit` characters. */
export function tooLong(text: string, limit: number): string | undefined {
  return text.length > limit ? vscode.l10n.t('At most {0} characters.', limit) : undefined;
}
