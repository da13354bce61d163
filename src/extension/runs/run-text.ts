import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Metrics, Run, RunStatus } from '../../contract/run';
import { inEditorWords } from '../wording';
import { asMarkdown } from './markdown';
import { fullTime } from './when';

/** What a run is called: by a person, else by its data. */
export function runTitle(run: Run): string {
  return run.name ?? basename(run.data.path);
}

export function rowsText(rows: number): string {
  return vscode.l10n.t(rows === 1 ? '{0} row' : '{0} rows', rows.toLocaleString(vscode.env.language));
}

/** How a run ended, in a word; why it failed where it has. */
export function statusText(run: Run): string {
  return run.status === 'failed' && run.error ? inEditorWords(run.error.message) : statusWord(run.status);
}

export function statusWord(status: RunStatus): string {
  switch (status) {
    case 'ok':
      return vscode.l10n.t('ok');
    case 'running':
      return vscode.l10n.t('running');
    case 'cancelled':
      return vscode.l10n.t('cancelled');
    case 'interrupted':
      return vscode.l10n.t('interrupted');
    case 'failed':
      return vscode.l10n.t('failed');
  }
}

/** The one figure that tells most against the truth; undefined without a truth. */
export function metricText({ metrics }: Run): string | undefined {
  return metricsText(metrics);
}

/** The same of metrics alone. */
export function metricsText(metrics: Metrics | null | undefined): string | undefined {
  if (!metrics) return undefined;
  if ('accuracy' in metrics) {
    const percent = new Intl.NumberFormat(vscode.env.language, { style: 'percent', maximumFractionDigits: 1 });
    return vscode.l10n.t('{0} accuracy', percent.format(metrics.accuracy));
  }
  const number = new Intl.NumberFormat(vscode.env.language, { maximumSignificantDigits: 4 });
  return vscode.l10n.t('RMSE {0}', number.format(metrics.rmse));
}

const ICONS: Readonly<Record<RunStatus, { readonly icon: string; readonly color?: string }>> = {
  ok: { icon: 'pass', color: 'testing.iconPassed' },
  running: { icon: 'sync~spin' },
  cancelled: { icon: 'circle-slash', color: 'disabledForeground' },
  interrupted: { icon: 'debug-disconnect', color: 'list.warningForeground' },
  failed: { icon: 'error', color: 'testing.iconFailed' },
};

export function statusIcon({ status }: Run): vscode.ThemeIcon {
  const { icon, color } = ICONS[status];
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}

/** All that is known of a run. What came from files and people is shown as text, never read as Markdown. */
export function runTooltip(run: Run, log: string): vscode.MarkdownString {
  const { language } = vscode.env;
  const tooltip = new vscode.MarkdownString();
  const line = (text: string): unknown => tooltip.appendMarkdown(`${asMarkdown(text)}  \n`);
  tooltip.appendMarkdown(`**${asMarkdown(`${basename(run.data.path)} → ${run.model.name}`)}**  \n`);
  if (run.name !== null) line(run.name);
  line([statusText(run), rowsText(run.rows), metricText(run)].filter((part) => part !== undefined).join(' · '));
  line(fullTime(run.start, language));
  if (run.timing) line(vscode.l10n.t('{0} ms, inference {1} ms', ms(run.timing.total), ms(run.timing.infer)));
  if (run.note !== null) tooltip.appendMarkdown(`\n\n---\n\n${asMarkdown(run.note)}\n\n---\n\n`);
  line(vscode.l10n.t('Model: {0}', run.model.path));
  line(vscode.l10n.t('Data: {0}', run.data.path));
  line(vscode.l10n.t('Run: {0}', run.id));
  line(vscode.l10n.t('Log: {0}', log));
  return tooltip;
}

function ms(milliseconds: number): string {
  return Math.round(milliseconds).toLocaleString(vscode.env.language);
}
