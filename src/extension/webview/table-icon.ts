import * as vscode from 'vscode';

/** The icon of a tab that shows rows. */
export function tableIcon(extensionUri: vscode.Uri): { readonly light: vscode.Uri; readonly dark: vscode.Uri } {
  return {
    light: vscode.Uri.joinPath(extensionUri, 'media', 'results-light.svg'),
    dark: vscode.Uri.joinPath(extensionUri, 'media', 'results-dark.svg'),
  };
}
