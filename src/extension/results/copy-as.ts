import { isAbsolute, resolve } from 'node:path';
import * as vscode from 'vscode';
import type { BindingOptions } from '../../contract/binding-options';
import type { EngineProtocol } from '../../contract/engine';
import type { PredictRequest } from '../../contract/predict';
import { predictCommand, type PredictCommand } from '../../contract/predict-command';
import type { Client } from '../../contract/rpc';
import { shellOf, shellQuote } from '../../contract/shell-quote';

const SAID_MS = 3_000;

/** Puts Python code that makes the same predictions on the clipboard. Throws WorkbenchError where there is none. */
export async function copyAsPython(
  engine: Pick<Client<EngineProtocol>, 'pythonCode'>,
  { model, data, folder, binding, reading, batch, onError }: PredictRequest,
): Promise<void> {
  const code = await engine.pythonCode({
    model,
    data,
    folder,
    binding,
    reading,
    onError,
    ...(batch !== undefined && { batch }),
  });
  await vscode.env.clipboard.writeText(code);
  say(vscode.l10n.t('Copied as Python.'));
}

/** Puts the command line that makes the same predictions on the clipboard, for the shell of VS Code's terminal. */
export async function copyAsCommand(request: PredictRequest): Promise<void> {
  await copyCommand(predictCommand(fromTerminal(request)));
}

/** Puts a command line on the clipboard, and says what of it no flag can say. */
export async function copyCommand({ words, unsaid }: PredictCommand): Promise<void> {
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
  const path = pathFromTerminal(request.folder);
  if (!path) return request;
  const { data, binding } = request;
  return {
    ...request,
    model: path(request.model),
    data: data.kind === 'file' ? { ...data, path: path(data.path) } : data,
    binding: absoluteSettings(binding, path),
  };
}

/** Undefined where a terminal starts in the folder that paths are relative to. */
export function pathFromTerminal(folder: string): ((path: string) => string) | undefined {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (first?.uri.fsPath === folder) return undefined;
  return (path) => (isAbsolute(path) ? path : resolve(folder, path));
}

/** A settings file as a terminal finds it. */
export function absoluteSettings(binding: BindingOptions, path: (path: string) => string): BindingOptions {
  return { ...binding, ...(binding.sidecar !== undefined && { sidecar: path(binding.sidecar) }) };
}

function say(text: string): void {
  vscode.window.setStatusBarMessage(text, SAID_MS);
}
