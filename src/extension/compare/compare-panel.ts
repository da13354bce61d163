import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import type {
  CompareHostProtocol,
  ComparePageState,
  ComparisonOptions,
  ComparisonSubject,
  SliceToGate,
} from '../../contract/compare-page';
import type { EngineProtocol } from '../../contract/engine';
import type { PageProtocol } from '../../contract/page';
import type { Client } from '../../contract/rpc';
import { DisposableStore, type Disposable } from '../disposables';
import { openPlace } from '../open-place';
import { copyLogPath } from '../results/copy-as';
import { fullPath } from '../results/request';
import { createRowsHost } from '../results/rows-host';
import { sendLatest } from '../webview/latest';
import { openSide } from '../versions/open-version';
import { loadPage } from '../webview/load-page';
import type { CompareController } from './controller';
import { copyComparisonAsCommand } from './copy-as-command';
import { exportReport } from './export-report';

export interface ComparePanelOptions {
  readonly panel: vscode.WebviewPanel;
  readonly controller: CompareController;
  readonly engine: Client<EngineProtocol>;
  readonly report: (error: unknown) => void;
  readonly extensionUri: vscode.Uri;
  /** Compares, with the choices made before but for these. */
  readonly compare: (choice?: ComparisonOptions) => void;
  readonly addGate: (subject: ComparisonSubject, slice: SliceToGate) => Promise<void>;
  readonly showOutput: () => void;
}

/** Joins an editor tab and a controller: what changes is shown, what the page asks is answered. */
export function attachComparePanel(options: ComparePanelOptions): Disposable {
  const { panel, controller, engine, report, extensionUri, compare, addGate, showOutput } = options;
  const store = new DisposableStore();
  const nameTab = (): void => {
    const { baseline, candidate } = controller.subject;
    panel.title = `${baseline.name} ↔ ${candidate.name}`;
  };
  nameTab();
  panel.iconPath = {
    light: vscode.Uri.joinPath(extensionUri, 'media', 'results-light.svg'),
    dark: vscode.Uri.joinPath(extensionUri, 'media', 'results-dark.svg'),
  };
  store.add(
    loadPage(panel.webview, {
      extensionUri,
      name: 'compare',
      title: panel.title,
      onReady: (peer) => {
        peer.serve<CompareHostProtocol>({
          rows: (request, { signal }) => engine.rows(request, { signal }),
          ...createRowsHost({ subject: { data: dataOf(controller.subject) }, engine, report }),
          compare,
          cancel: () => controller.cancel(),
          compareLayers: () => {
            controller.compareLayers().catch(report);
          },
          judge: (tolerance) => {
            controller.judge(tolerance).catch(report);
          },
          swapSides: () => {
            controller.swapSides();
            nameTab();
            compare();
          },
          exportReport: () => {
            const comparison = controller.comparison();
            if (comparison) exportReport(engine, controller.subject, comparison).catch(report);
          },
          copyAsCommand: () => {
            copyComparisonAsCommand(controller.subject).catch(report);
          },
          chooseColumns: async ({ side }) => {
            const { [side]: chosen, data } = controller.subject;
            if (chosen.side.kind !== 'model' || data === undefined) return;
            const [model, rows] = [vscode.Uri.file(chosen.side.path), vscode.Uri.file(data)];
            await vscode.commands.executeCommand('onnxWorkbench.runPrediction', model, [model, rows]);
          },
          addGate: (slice) => {
            addGate(controller.subject, slice).catch(report);
          },
          openFile: (place) => openPlace({ ...place, file: fullPath(controller.subject.folder, place.file) }),
          openSide: ({ side }) => {
            openSide(controller.subject[side]).catch(report);
          },
          copyLogPath: ({ log }) => copyLogPath(log),
          showOutput,
        });
        const page = peer.client<PageProtocol<ComparePageState>>();
        const show = sendLatest((state: ComparePageState) => page.show(state));
        controller.onChange(show);
        show(controller.state());
      },
    }),
  );
  store.add({ dispose: () => controller.onChange(() => undefined) });
  return store;
}

/** The data; where both sides bring their rows, a file that would be called as the comparison. */
function dataOf({ data, folder, candidate }: ComparisonSubject): string {
  return data ?? join(folder, `${basename(candidate.name)}.csv`);
}
