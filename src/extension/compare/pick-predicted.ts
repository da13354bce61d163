import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ComparisonSubject } from '../../contract/compare-page';
import type { EngineProtocol } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import type { Client } from '../../contract/rpc';
import { SIDES, type PredictedColumns, type SideName } from '../../contract/side';
import { columnGroups } from './predicted-prefixes';

/** Columns that are listed for each group of probabilities. */
const MOST_NAMED = 5;

/**
 * Asks which columns hold the predictions of a side: that of labels or values, then those of probabilities, where some
 * begin alike. Undefined where a question is closed. Throws WorkbenchError where the columns have no names.
 */
export async function pickPredicted(
  engine: Pick<Client<EngineProtocol>, 'mapping'>,
  subject: ComparisonSubject,
  side: SideName,
): Promise<PredictedColumns | undefined> {
  const chosen = subject[side].side;
  const file = chosen.kind === 'predictions' ? (chosen.file ?? subject.data) : undefined;
  if (chosen.kind !== 'predictions' || file === undefined) return undefined;
  const names = await columnsOf(engine, subject, file);
  if (!names) return undefined;
  const label = await pickLabel(names, file, chosen.columns?.label);
  if (label === undefined) return undefined;
  const prefix = await pickPrefix(names, label, chosen.columns?.prefix);
  if (!prefix) return undefined;
  return { label, ...(prefix.value !== undefined && { prefix: prefix.value }) };
}

/** As the model of the other side would have them read; undefined where there is none. */
async function columnsOf(
  engine: Pick<Client<EngineProtocol>, 'mapping'>,
  subject: ComparisonSubject,
  file: string,
): Promise<readonly string[] | undefined> {
  const model = SIDES.map((name) => subject[name].side).find(({ kind }) => kind === 'model');
  if (model?.kind !== 'model') return undefined;
  const { folder, options } = subject;
  const request = { model: model.path, data: file, folder, binding: {}, reading: options.reading ?? {} };
  const { named, columns } = await engine.mapping(request);
  if (!named) throw withoutNames(file);
  return columns.map(({ name }) => name);
}

async function pickLabel(
  columns: readonly string[],
  file: string,
  before: string | undefined,
): Promise<string | undefined> {
  const items = columns.map((label) => ({
    label,
    ...(label === before && { description: vscode.l10n.t('chosen now') }),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Predictions in {0} (1/2)', basename(file)),
    placeHolder: vscode.l10n.t('Select the column of predicted classes, or of predicted values'),
  });
  return picked?.label;
}

interface PrefixItem extends vscode.QuickPickItem {
  readonly value?: string;
}

/** Without a question where no columns begin alike. */
async function pickPrefix(
  columns: readonly string[],
  label: string,
  before: string | undefined,
): Promise<{ readonly value?: string } | undefined> {
  const groups = columnGroups(columns, label);
  if (groups.length === 0) return {};
  const none: PrefixItem = { label: vscode.l10n.t('No Probabilities'), iconPath: new vscode.ThemeIcon('circle-slash') };
  const items = groups.map(({ prefix, columns: names }): PrefixItem => ({
    label: `${prefix}*`,
    description: prefix === before ? vscode.l10n.t('chosen now') : '',
    detail: names.length > MOST_NAMED ? `${names.slice(0, MOST_NAMED).join(', ')}, …` : names.join(', '),
    value: prefix,
  }));
  return vscode.window.showQuickPick([...items, none], {
    title: vscode.l10n.t('Probabilities Beside {0} (2/2)', label),
    placeHolder: vscode.l10n.t('Select what the columns of probabilities begin with'),
  });
}

function withoutNames(file: string): WorkbenchError {
  const message = vscode.l10n.t(
    'The columns of {0} have no names to choose from. Save the predictions as CSV, with a header.',
    basename(file),
  );
  return new WorkbenchError('usage', { code: 'columns-without-names', message, file });
}
