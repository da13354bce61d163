import * as vscode from 'vscode';
import type { FilledField, InspectorHostProtocol, QuickRunAnswer } from '../../contract/inspector-page';
import type { CallContext, Handlers } from '../../contract/rpc';
import { copyText } from '../copy-text';
import { openSettings } from '../open-settings';
import { notData } from '../pick/not-data';
import { pickModel } from '../pick/subject';
import { folderOf } from '../pick/workspace-files';
import { shortPath } from '../paths';
import { findRun } from '../runs/pick-run';
import { reporting } from '../webview/reporting';
import type { InspectorController } from './controller';
import { sortDropped } from './dropped';
import type { InspectorParts } from './inspector-host';
import { quickRun } from './quick-run';

/** What an inspector page asks. */
export function createAnswers(parts: InspectorParts, controller: InspectorController): Handlers<InspectorHostProtocol> {
  const { engine, pages, activeModel, report } = parts;
  const ofModel = async (doing: (model: string) => Thenable<unknown>): Promise<void> => {
    const model = controller.source()?.file.path;
    if (model !== undefined) await doing(model);
  };
  const command = async (name: string, ...rest: unknown[]): Promise<void> => {
    await vscode.commands.executeCommand(name, ...rest);
  };
  return {
    quickRun: async ({ fields }, context) => {
      const answer = await runRow(parts, controller, fields, context);
      void controller.refreshRuns();
      return answer;
    },
    ...reporting<Omit<InspectorHostProtocol, 'quickRun'>>(report, {
      runPrediction: () => ofModel((model) => command('onnxWorkbench.runPrediction', vscode.Uri.file(model))),
      drop: ({ uris }) => takeDropped(uris, controller.source()?.file.path),
      createTemplate: ({ format }) =>
        ofModel((model) =>
          command('onnxWorkbench.createTemplate', vscode.Uri.file(model), { format, place: 'editor' }),
        ),
      openRun: ({ run }) =>
        ofModel(async (model) => {
          const found = await findRun(engine, model, run);
          await pages.showRun(found.run, found.log);
        }),
      showAllRuns: () => command('onnxWorkbench.predictions.focus'),
      openModel: async () => {
        const model = await pickModel(engine, [], undefined);
        if (model !== undefined) activeModel.set(model);
      },
      openSettings: () => ofModel((model) => openSettings(model, { columns: [], values: [] })),
      rememberSize: ({ dim, size }) =>
        ofModel(async (model) => {
          const { saveSidecar } = await import('../../sidecar/save-sidecar');
          await saveSidecar(model, { dims: { [dim]: size } });
          await controller.refresh();
        }),
      copy: ({ text }) => copyText(text, vscode.l10n.t('Copied.')),
      manageTrust: () => command('workbench.trust.manage'),
    }),
  };
}

/** The page offers it only where it may run; who comes another way is told why not. */
async function runRow(
  { engine, report }: InspectorParts,
  controller: InspectorController,
  fields: readonly FilledField[],
  { signal }: CallContext,
): Promise<QuickRunAnswer> {
  const file = controller.source()?.file;
  if (!file || file.version || !vscode.workspace.isTrusted) return { kind: 'cancelled' };
  const folder = folderOf(file.path);
  const model = shortPath(folder, file.path);
  const notAList = (column: string): string =>
    vscode.l10n.t('{0} takes a list of values, such as [1, 2, 3], with lists inside for more dimensions.', column);
  try {
    return await quickRun({ engine, model, folder, signal, notAList }, fields);
  } catch (error) {
    report(error);
    return { kind: 'cancelled' };
  }
}

/** Data runs with the model, or with one that is asked for; a model opens. Throws WorkbenchError for anything else. */
async function takeDropped(uris: readonly string[], model: string | undefined): Promise<void> {
  const { models, data, others } = sortDropped(uris.map((uri) => vscode.Uri.parse(uri)));
  const files = data.map((path) => vscode.Uri.file(path));
  const [first] = files;
  const [dropped] = models;
  if (first && (dropped ?? model) !== undefined) {
    const uri = vscode.Uri.file(dropped ?? model ?? '');
    await vscode.commands.executeCommand('onnxWorkbench.runPrediction', uri, [uri, ...files]);
  } else if (first) await vscode.commands.executeCommand('onnxWorkbench.runWithModel', first, files);
  else if (dropped !== undefined) {
    await vscode.commands.executeCommand('onnxWorkbench.openInspector', vscode.Uri.file(dropped));
  } else throw notData(others[0]);
}
