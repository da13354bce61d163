import * as vscode from 'vscode';
import type { CommandId } from '../commands/contract';

interface EngineItem extends vscode.QuickPickItem {
  readonly command: CommandId;
}

/** What can be done about the engine, for the status bar item. */
export async function showEngineMenu(): Promise<void> {
  const items: readonly EngineItem[] = [
    { label: vscode.l10n.t('Show Log Output'), iconPath: icon('output'), command: 'onnxWorkbench.showOutput' },
    {
      label: vscode.l10n.t('Restart Engine'),
      description: vscode.l10n.t('ends a prediction under way'),
      iconPath: icon('debug-restart'),
      command: 'onnxWorkbench.restartEngine',
    },
    {
      label: vscode.l10n.t('Stop Engine'),
      description: vscode.l10n.t('gives its memory back; the next prediction starts it again'),
      iconPath: icon('debug-stop'),
      command: 'onnxWorkbench.stopEngine',
    },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('ONNX Engine') });
  if (chosen) await vscode.commands.executeCommand(chosen.command);
}

function icon(name: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name);
}
