import { basename, dirname, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { OWN_SETTINGS_SUFFIX } from '../../contract/beside';
import { WorkbenchError } from '../../contract/issue';
import type { ModelSummary } from '../../contract/model';
import type {
  SettingEdit,
  SettingPath,
  SettingsContent,
  SettingsHostProtocol,
  SettingsPageState,
} from '../../contract/settings-page';
import type { PageProtocol } from '../../contract/page';
import { ConnectionLost } from '../../contract/rpc';
import { DisposableStore, type Disposable } from '../disposables';
import { DATA_EXTENSIONS } from '../pick/kinds';
import { sendLatest } from '../webview/send-latest';
import { loadPage } from '../webview/load-page';
import { reporting } from '../webview/reporting';
import type { SettingsEditorParts } from './settings-editor';
import { offsetOf } from './setting-offset';
import { editedText, settingsContent } from './settings-text';

/** The form of a model's settings. It edits the text of the file, so that undo, save and hot exit are the editor's own. */
export function attachForm(
  parts: SettingsEditorParts,
  document: vscode.TextDocument,
  webview: vscode.Webview,
): Disposable {
  const store = new DisposableStore();
  const file = document.uri.fsPath;
  const model = file.endsWith(OWN_SETTINGS_SUFFIX) ? file.slice(0, -OWN_SETTINGS_SUFFIX.length) : file;
  const knowledge = createKnowledge(parts, model);
  const edit = createEditor(document);
  let send: (state: SettingsPageState) => void = () => undefined;
  const showAsKnown = (): SettingsContent => {
    const content = settingsContent(document.getText());
    send({ model: basename(model), file: basename(file), content, ...knowledge.known() });
    return content;
  };
  const show = async (): Promise<void> => {
    if (await knowledge.learn(showAsKnown())) showAsKnown();
  };
  const showOrReport = (): void => void show().catch(parts.report);
  store.add(
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && event.contentChanges.length > 0) showOrReport();
    }),
  );
  store.add(
    loadPage(webview, {
      extensionUri: parts.extensionUri,
      name: 'settings',
      title: basename(file),
      onReady: (peer) => {
        peer.serve<SettingsHostProtocol>(
          reporting(parts.report, {
            edit,
            pickFile: ({ path }) => pickInto(document, path, edit),
            openAsJson: ({ path }) => openAsJson(document, path),
          }),
        );
        const page = peer.client<PageProtocol<SettingsPageState>>();
        send = sendLatest((state: SettingsPageState) => page.show(state));
        showOrReport();
      },
    }),
  );
  return store;
}

type Known = Pick<SettingsPageState, 'inputs' | 'outputs' | 'columns'>;

interface Knowledge {
  known(): Known;
  /** Looks at the model once, and at the data that the settings name; answers whether something new is known. */
  learn(content: SettingsContent): Promise<boolean>;
}

/** What model and data tell for the form to offer. Files that cannot be read tell nothing: the form works without. */
function createKnowledge({ engine }: SettingsEditorParts, model: string): Knowledge {
  const folder = dirname(model);
  let known: Known = { inputs: [], outputs: [], columns: [] };
  let summary: Promise<ModelSummary | undefined> | undefined;
  let data: string | undefined;
  return {
    known: () => known,
    learn: async (content) => {
      summary ??= orNothing(engine.inspect({ model: basename(model), folder }));
      const before = known;
      const read = await summary;
      // The model may be mended, or the engine be back, at the next edit.
      if (!read) summary = undefined;
      if (read && known.inputs !== read.inputs) known = { ...known, inputs: read.inputs, outputs: read.outputs };
      const named = content.kind === 'settings' ? namedData(content.settings.data) : undefined;
      if (named !== data) {
        data = named;
        const request = { model: basename(model), data: named ?? '', folder, binding: {}, reading: {} };
        const mapping = named === undefined ? undefined : await orNothing(engine.mapping(request));
        known = { ...known, columns: mapping?.named ? mapping.columns.map(({ name }) => name) : [] };
      }
      return known !== before;
    },
  };
}

async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof WorkbenchError || error instanceof ConnectionLost) return undefined;
    throw error;
  }
}

/** The first data file that the settings name. */
function namedData(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const files = Object.entries(data).filter(([key]) => key === 'sample' || key === 'holdout' || key === 'reference');
  return files.map(([, file]: [string, unknown]) => file).find((file) => typeof file === 'string' && file !== '') as
    string | undefined;
}

/** Edits one after the other: each is made in the text that the one before has left. */
function createEditor(document: vscode.TextDocument): (edits: readonly SettingEdit[]) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (edits) => {
    const next = last.then(() => editDocument(document, edits));
    last = next.catch(() => undefined);
    return next;
  };
}

async function editDocument(document: vscode.TextDocument, edits: readonly SettingEdit[]): Promise<void> {
  const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const { offset, length, content } = editedText(document.getText(), edits, eol);
  if (length === 0 && content === '') return;
  const change = new vscode.WorkspaceEdit();
  change.replace(
    document.uri,
    new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)),
    content,
  );
  if (!(await vscode.workspace.applyEdit(change))) throw new Error(`${document.uri.fsPath} did not take the change.`);
}

async function pickInto(
  document: vscode.TextDocument,
  path: SettingPath,
  edit: (edits: readonly SettingEdit[]) => Promise<void>,
): Promise<void> {
  const file = await pickFile(document, path);
  if (file !== undefined) await edit([{ path, value: file }]);
}

async function pickFile(document: vscode.TextDocument, path: SettingPath): Promise<string | undefined> {
  const folder = dirname(document.uri.fsPath);
  const isData = path[0] === 'data';
  const [chosen] =
    (await vscode.window.showOpenDialog({
      defaultUri: vscode.Uri.file(folder),
      title: isData ? vscode.l10n.t('Choose Data') : vscode.l10n.t('Choose a File with One Name a Line'),
      filters: isData
        ? { [vscode.l10n.t('Data Files')]: [...DATA_EXTENSIONS] }
        : { [vscode.l10n.t('Text Files')]: ['txt'] },
    })) ?? [];
  // With slashes, as the settings write paths; absolute where it lies on another drive.
  return chosen && relative(folder, chosen.fsPath).split(sep).join('/');
}

async function openAsJson(document: vscode.TextDocument, path: SettingPath | undefined): Promise<void> {
  const at = document.positionAt(path ? offsetOf(document.getText(), path) : 0);
  const selection = new vscode.Range(at, at);
  await vscode.commands.executeCommand('vscode.openWith', document.uri, 'default', { selection });
}
