import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { PredictRequest } from '../../contract/predict';
import { predictCommand } from '../../contract/predict-command';
import type { Client } from '../../contract/rpc';
import { absoluteSettings, copyCommand, pathFromTerminal } from '../copy-command';
import { copyText } from '../copy-text';

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
  await copyText(code, vscode.l10n.t('Copied as Python.'));
}

/** Puts the command line that makes the same predictions on the clipboard, for the shell of VS Code's terminal. */
export async function copyAsCommand(request: PredictRequest): Promise<void> {
  await copyCommand(predictCommand(fromTerminal(request)));
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
