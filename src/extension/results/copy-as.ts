import { isAbsolute, resolve } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { PredictRequest } from '../../contract/predict';
import { predictCommand } from '../../contract/predict-command';
import type { Client } from '../../contract/rpc';
import { shellOf, shellQuote } from '../../contract/shell-quote';

const SAID_MS = 3_000;

/** Puts Python code that makes the same predictions on the clipboard. Throws WorkbenchError where there is none. */
export async function copyAsPython(
  engine: Pick<Client<EngineProtocol>, 'pythonCode'>,
  { model, data, folder, binding, reading, batch }: PredictRequest,
): Promise<void> {
  const code = await engine.pythonCode({
    model,
    data,
    folder,
    binding,
    reading,
    ...(batch !== undefined && { batch }),
  });
  await vscode.env.clipboard.writeText(code);
  say(vscode.l10n.t('Copied as Python.'));
}

/** Puts the command line that makes the same predictions on the clipboard, for the shell of VS Code's terminal. */
export async function copyAsCommand(request: PredictRequest): Promise<void> {
  const { words, unsaid } = predictCommand(fromTerminal(request));
  const shell = shellOf(vscode.env.shell, process.platform);
  await vscode.env.clipboard.writeText(`onnx-workbench ${shellQuote(words, shell)}`);
  if (unsaid.length === 0) {
    say(vscode.l10n.t('Copied as command.'));
    return;
  }
  const keys = unsaid.map((key) => `"${key}"`).join(', ');
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Copied as command, but no flag can say what was chosen for {0}. Save the columns beside the model, then the command does the same.',
      keys,
    ),
  );
}

/** Puts the path of a log's file on the clipboard. */
export async function copyLogPath(log: string): Promise<void> {
  await vscode.env.clipboard.writeText(log);
  say(vscode.l10n.t('Copied the path of the log.'));
}

/** Paths as a new terminal understands them, which starts in the first folder of the workspace. */
function fromTerminal(request: PredictRequest): PredictRequest {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (first?.uri.fsPath === request.folder) return request;
  const { folder, data, binding } = request;
  const absolute = (path: string): string => (isAbsolute(path) ? path : resolve(folder, path));
  return {
    ...request,
    model: absolute(request.model),
    data: data.kind === 'file' ? { ...data, path: absolute(data.path) } : data,
    binding: { ...binding, ...(binding.sidecar !== undefined && { sidecar: absolute(binding.sidecar) }) },
  };
}

function say(text: string): void {
  vscode.window.setStatusBarMessage(text, SAID_MS);
}
