import * as vscode from 'vscode';
import type { EngineState } from '../../engine/client/engine-client';
import { DisposableStore, type Disposable } from '../disposables';
import type { ActiveModel } from '../models/active-model';

/** What is over sooner is not shown, so that the item does not flicker. */
const SHORTEST_SHOWN_MS = 250;
const EXECUTION_PROVIDER = 'CPU';

export interface EngineStatus extends Disposable {
  show(state: EngineState): void;
}

/** The status bar item of the engine. Hidden until there is a model that the window is about, or the engine was used. */
export function createEngineStatus(activeModel: ActiveModel): EngineStatus {
  const store = new DisposableStore();
  const item = store.add(
    vscode.window.createStatusBarItem('onnxWorkbench.engine', vscode.StatusBarAlignment.Left, -10),
  );
  item.name = vscode.l10n.t('ONNX Engine');
  item.command = 'onnxWorkbench.showEngineMenu';
  let timer: NodeJS.Timeout | undefined;

  const draw = (state: EngineState): void => {
    item.text = `$(${icon(state)}) ONNX ${EXECUTION_PROVIDER}`;
    item.tooltip = vscode.l10n.t('ONNX engine: {0}. Models run on the {1}.', stateText(state), EXECUTION_PROVIDER);
    item.accessibilityInformation = {
      label: vscode.l10n.t('ONNX engine, {0}, {1}', EXECUTION_PROVIDER, stateText(state)),
    };
  };
  store.add(
    activeModel.onDidChange(() => {
      item.show();
    }),
  );
  store.add({ dispose: () => clearTimeout(timer) });
  draw('stopped');
  if (activeModel.current() !== undefined) item.show();
  return {
    show: (state) => {
      clearTimeout(timer);
      timer = setTimeout(draw, state === 'busy' ? SHORTEST_SHOWN_MS : 0, state);
      item.show();
    },
    dispose: () => store.dispose(),
  };
}

function icon(state: EngineState): string {
  switch (state) {
    case 'stopped':
      return 'circle-outline';
    case 'idle':
      return 'circle-filled';
    case 'busy':
    case 'restarting':
      return 'sync~spin';
  }
}

function stateText(state: EngineState): string {
  switch (state) {
    case 'stopped':
      return vscode.l10n.t('not running');
    case 'idle':
      return vscode.l10n.t('idle');
    case 'busy':
      return vscode.l10n.t('busy');
    case 'restarting':
      return vscode.l10n.t('restarting');
  }
}
