import * as vscode from 'vscode';
import { createEngineClient } from '../engine/client/engine-client';
import { createCommandHandlers } from './commands/handlers';
import { registerCommands } from './commands/register';
import { createComparePages } from './compare/compare-pages';
import { DisposableStore } from './disposables';
import { createActiveModel, followTabs } from './models/active-model';
import { registerInspectorEditor } from './inspector/inspector-editor';
import { registerInspectorView } from './inspector/inspector-view';
import { createModelsView } from './models/models-view';
import { createPickSubject } from './pick/subject';
import { createPredictionsView } from './predictions/predictions-view';
import { createReportError } from './report-error';
import { createResultsPages } from './results/results-pages';
import { registerSettingsEditor } from './settings/settings-editor';
import { createEngineStatus } from './status/engine-status';
import { createGoldenTests } from './testing/golden-tests';
import { registerTerminalLinks } from './terminal/terminal-links';
import { offerInSourceControl } from './versions/offer-in-source-control';
import { registerSavedFiles } from './versions/saved-files';

/** Puts the extension together. Cheap: the engine is started by the first call to it. */
export function activate(context: vscode.ExtensionContext): void {
  const store = new DisposableStore();
  context.subscriptions.push(store);

  const log = store.add(vscode.window.createOutputChannel('ONNX Workbench', { log: true }));
  const report = createReportError(log);
  const activeModel = store.add(createActiveModel());
  store.add(followTabs(activeModel));
  const status = store.add(createEngineStatus(activeModel));
  const client = store.add(
    createEngineClient({
      entry: vscode.Uri.joinPath(context.extensionUri, 'dist', 'engine.js').fsPath,
      idleStopMs: idleStopSetting,
      onEvent: (message) => log.info(message),
      onState: (state) => status.show(state),
    }),
  );
  const { engine } = client;
  const models = store.add(createModelsView({ engine, activeModel, report }));
  const predictions = store.add(createPredictionsView({ engine, activeModel, memory: context.workspaceState, report }));
  const pages = store.add(createResultsPages({ engine, extensionUri: context.extensionUri, log, report }));
  const tests = store.add(createGoldenTests({ engine, report }));
  const comparePages = store.add(
    createComparePages({
      engine,
      extensionUri: context.extensionUri,
      log,
      report,
      resolve: async (subject) => (await import('./versions/resolve-sides')).resolveSides(engine, subject),
      addGate: async (subject, slice) =>
        (await import('./testing/add-gate')).addGate({ engine, tests }, subject, slice),
    }),
  );
  const inspector = { engine, extensionUri: context.extensionUri, activeModel, pages, report };
  store.add(registerInspectorView(inspector));
  store.add(registerInspectorEditor(inspector));
  store.add(registerSettingsEditor({ engine, extensionUri: context.extensionUri, report }));
  store.add(registerTerminalLinks({ engine, pages, report }));
  store.add(registerSavedFiles());
  store.add(offerInSourceControl(report));
  const pickSubject = createPickSubject(engine);
  store.add(
    registerCommands(
      createCommandHandlers({
        context,
        client,
        activeModel,
        models,
        predictions,
        pages,
        comparePages,
        tests,
        pickSubject,
        log,
      }),
      {
        log,
        report,
      },
    ),
  );
}

/** Milliseconds. */
function idleStopSetting(): number {
  return vscode.workspace.getConfiguration('onnxWorkbench').get('engine.idleMinutes', 5) * 60_000;
}
