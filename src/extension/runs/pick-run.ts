import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import type { Run } from '../../contract/run';
import { metricText, rowsText, statusIcon, statusText } from './run-text';
import { fullTime } from './when';

const LISTED_RUNS = 100;

export interface LoggedRun {
  readonly run: Run;
  /** The log's file. */
  readonly log: string;
}

/** The run of an id, in `file` where the log is known. Throws WorkbenchError where the log has none. */
export async function findRun(
  engine: Client<EngineProtocol>,
  near: string,
  id: string,
  file?: string,
): Promise<LoggedRun> {
  const { run, path } = await engine.logShow({ near, run: id, ...(file !== undefined && { log: file }) });
  return { run, log: path };
}

interface RunItem extends vscode.QuickPickItem {
  readonly run: Run;
}

/**
 * The runs of the log that belongs to `near`, newest first. With `model` only that model's. Undefined when the list
 * was closed or is empty, which is said.
 */
export async function pickRun(
  engine: Client<EngineProtocol>,
  near: string,
  model: string | undefined,
): Promise<LoggedRun | undefined> {
  const { path: log, runs } = await engine.logList({ near, limit: LISTED_RUNS, ...(model !== undefined && { model }) });
  if (runs.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No predictions are logged yet in {0}. Right-click a model and choose Run Prediction.', log),
    );
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(runs.map(runItem), {
    title: vscode.l10n.t('Recent Runs'),
    placeHolder: log,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen && { run: chosen.run, log };
}

function runItem(run: Run): RunItem {
  const files = `${basename(run.data.path)} → ${run.model.name}`;
  const facts = [run.name === null ? undefined : files, rowsText(run.rows), metricText(run), statusText(run)];
  return {
    label: run.name ?? files,
    description: fullTime(run.start, vscode.env.language),
    detail: facts.filter((fact) => fact !== undefined).join(' · '),
    iconPath: statusIcon(run),
    run,
  };
}
