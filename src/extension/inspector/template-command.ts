import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { Template, TemplateRequest } from '../../contract/expected';
import type { Client } from '../../contract/rpc';
import type { ActiveModel } from '../models/active-model';
import { pickModel } from '../pick/subject';
import { resolveTargets } from '../pick/targets';
import { inEditorWords } from '../wording';

const ROWS = 3;

type Format = TemplateRequest['format'];

/** What a template is made as, and where it goes: an unsaved editor, or a file beside the model. */
export interface TemplateChoice {
  readonly format: Format;
  readonly place: 'editor' | 'file';
}

export interface TemplateParts {
  readonly engine: Client<EngineProtocol>;
  readonly activeModel: ActiveModel;
}

/** Makes a template input and shows it. `wanted` comes from a button, or is the Explorer's selection. */
export async function createTemplate(
  { engine, activeModel }: TemplateParts,
  resource: vscode.Uri | undefined,
  wanted: unknown,
): Promise<vscode.Uri | undefined> {
  const [given = resource ? undefined : activeModel.current()] = resolveTargets(resource, undefined).models;
  const model = given ?? (await pickModel(engine, [], undefined));
  if (model === undefined) return undefined;
  const choice = isChoice(wanted) ? wanted : await askChoice(model);
  if (!choice) return undefined;
  const { format } = choice;
  const template = await engine.template({ model: basename(model), folder: dirname(model), format, rows: ROWS });
  const uri = vscode.Uri.file(`${model}.template.${format}`);
  const shown = choice.place === 'file' ? await saveTemplate(uri, template) : await openTemplate(uri, template);
  if (shown) sayIssues(template);
  return shown;
}

function isChoice(wanted: unknown): wanted is TemplateChoice {
  if (typeof wanted !== 'object' || wanted === null || !('format' in wanted) || !('place' in wanted)) return false;
  return (
    (wanted.format === 'csv' || wanted.format === 'json') && (wanted.place === 'editor' || wanted.place === 'file')
  );
}

async function askChoice(model: string): Promise<TemplateChoice | undefined> {
  const name = basename(model);
  const item = (label: string, description: string, choice: TemplateChoice): vscode.QuickPickItem & TemplateChoice => ({
    label,
    description,
    ...choice,
  });
  const items = [
    item('CSV', vscode.l10n.t('in a new editor'), { format: 'csv', place: 'editor' }),
    item('JSON', vscode.l10n.t('in a new editor'), { format: 'json', place: 'editor' }),
    item(vscode.l10n.t('Save {0}', `${name}.template.csv`), vscode.l10n.t('beside the model'), {
      format: 'csv',
      place: 'file',
    }),
    item(vscode.l10n.t('Save {0}', `${name}.template.json`), vscode.l10n.t('beside the model'), {
      format: 'json',
      place: 'file',
    }),
  ];
  return vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Create Template Input for {0}', name),
    placeHolder: vscode.l10n.t('Rows with made-up values that the model takes as they are'),
  });
}

/** Unsaved. It has the name that saving proposes, unless a file or an editor has that already. */
async function openTemplate(uri: vscode.Uri, { text }: Template): Promise<vscode.Uri> {
  const named = uri.with({ scheme: 'untitled' });
  const taken =
    existsSync(uri.fsPath) || vscode.workspace.textDocuments.some((open) => open.uri.toString() === named.toString());
  if (taken) {
    const language = uri.path.endsWith('.json') ? { language: 'json' } : {};
    const document = await vscode.workspace.openTextDocument({ ...language, content: text });
    await vscode.window.showTextDocument(document);
    return document.uri;
  }
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(named));
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
  return named;
}

async function saveTemplate(uri: vscode.Uri, { text }: Template): Promise<vscode.Uri | undefined> {
  if (existsSync(uri.fsPath) && !(await mayReplace(uri))) return undefined;
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  await vscode.window.showTextDocument(uri);
  return uri;
}

async function mayReplace(uri: vscode.Uri): Promise<boolean> {
  const replace = vscode.l10n.t('Replace');
  const message = vscode.l10n.t('{0} is there already. Replace it?', basename(uri.fsPath));
  return (await vscode.window.showWarningMessage(message, { modal: true }, replace)) === replace;
}

function sayIssues({ issues }: Template): void {
  for (const { message } of issues) void vscode.window.showWarningMessage(inEditorWords(message));
}
