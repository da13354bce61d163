import { delimiter } from 'node:path';
import * as vscode from 'vscode';
import type { CommandHandlers, RunSummary } from '../commands/contract';
import type { Subject } from '../../contract/results-page';
import { mayRunModels } from '../trust';
import { laySample } from './sample';
import { layTerminalCommand } from './terminal-command';

const WALKTHROUGH = 'onnx-workbench.onnx-workbench#onnxWorkbench.start';

type StartCommands = Pick<
  CommandHandlers,
  'onnxWorkbench.getStarted' | 'onnxWorkbench.openSample' | 'onnxWorkbench.openTerminal'
>;

/** What a newcomer does first. `run` runs a prediction and shows its page. */
export function createStartCommands(
  context: Pick<vscode.ExtensionContext, 'extensionUri' | 'globalStorageUri'>,
  run: (subject: Subject) => Promise<RunSummary>,
): StartCommands {
  const inExtension = (...parts: string[]): string => vscode.Uri.joinPath(context.extensionUri, ...parts).fsPath;
  const storage = context.globalStorageUri.fsPath;
  return {
    'onnxWorkbench.getStarted': async () => {
      await vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false);
    },
    'onnxWorkbench.openSample': async () => {
      if (!(await mayRunModels())) return undefined;
      return run(await laySample({ bundled: inExtension('media', 'sample'), storage }));
    },
    'onnxWorkbench.openTerminal': async () => {
      const folder = await layTerminalCommand({ node: process.execPath, cli: inExtension('dist', 'cli.js'), storage });
      const terminal = vscode.window.createTerminal({
        name: 'ONNX',
        iconPath: new vscode.ThemeIcon('circuit-board'),
        env: { PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` },
      });
      terminal.show();
      terminal.sendText('onnx-workbench --help');
    },
  };
}
