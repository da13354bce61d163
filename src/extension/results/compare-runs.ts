import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { RunPair } from '../../contract/run-page';
import type { Client } from '../../contract/rpc';
import type { RunNode } from '../predictions/nodes';

/** Compares two runs as they are compared from their rows of the Predictions view. Throws where the log has lost one. */
export async function compareRuns(
  engine: Pick<Client<EngineProtocol>, 'logShow'>,
  { before, after, log }: RunPair,
  near: string,
): Promise<void> {
  const nodeOf = async (id: string): Promise<RunNode> => {
    const { run } = await engine.logShow({ log, near, run: id });
    return { kind: 'run', log, run };
  };
  const [old, now] = await Promise.all([nodeOf(before), nodeOf(after)]);
  await vscode.commands.executeCommand('onnxWorkbench.compareRuns', now, [old, now]);
}
