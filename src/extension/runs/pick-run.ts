import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import type { Run } from '../../contract/run';

const LISTED_RUNS = 100;

export interface LoggedRun {
  readonly run: Run;
  /** The log's file. */
  readonly log: string;
}

/** The run of an id. Throws WorkbenchError where the log has none. */
export async function findRun(engine: Client<EngineProtocol>, near: string, id: string): Promise<LoggedRun> {
  const { run, path } = await engine.logShow({ near, run: id });
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
  const { path: log, runs } = await engine.logList({ near, limit: LISTED_RUNS });
  const shown = model === undefined ? runs : runs.filter((run) => run.model.path === model);
  if (shown.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No predictions are logged yet in {0}. Right-click a model and choose Run Prediction.', log),
    );
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(shown.map(runItem), {
    title: vscode.l10n.t('Recent Runs'),
    placeHolder: log,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen && { run: chosen.run, log };
}

function runItem(run: Run): RunItem {
  const when = new Date(run.start).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'medium' });
  return {
    label: `${basename(run.data.path)} → ${run.model.name}`,
    description: when,
    detail: [
      vscode.l10n.t(run.rows === 1 ? '{0} row' : '{0} rows', run.rows.toLocaleString(vscode.env.language)),
      statusText(run),
    ].join(' · '),
    iconPath: new vscode.ThemeIcon(statusIcon(run)),
    run,
  };
}

function statusText(run: Run): string {
  switch (run.status) {
    case 'ok':
      return vscode.l10n.t('ok');
    case 'running':
      return vscode.l10n.t('running');
    case 'cancelled':
      return vscode.l10n.t('cancelled');
    case 'interrupted':
      return vscode.l10n.t('interrupted');
    case 'failed':
      return run.error?.message ?? vscode.l10n.t('failed');
  }
}

function statusIcon(run: Run): string {
  const icons = {
    ok: 'pass',
    running: 'sync',
    cancelled: 'circle-slash',
    interrupted: 'debug-disconnect',
    failed: 'error',
  };
  return icons[run.status];
}
