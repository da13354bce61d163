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
import type { RowsHostProtocol } from '../../contract/rows-page';
import type { Client, Handlers } from '../../contract/rpc';
import { copyLogPath } from '../copy-text';
import type { Disposable } from '../disposables';
import { openPlace } from '../open-place';
import { fullPath } from '../paths';
import { createRowsHost } from '../rows/rows-host';
import { openSide } from '../versions/open-version';
import { attachPage } from '../webview/attach-page';
import { reporting } from '../webview/reporting';
import { tableIcon } from '../webview/table-icon';
import type { CompareController } from './controller';
import { copyComparisonAsCommand } from './copy-as-command';
import { exportReport } from './export-report';
import { pickPredicted } from './pick-predicted';

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
  const { panel, controller, extensionUri } = options;
  nameTab(options);
  panel.iconPath = tableIcon(extensionUri);
  return attachPage<CompareHostProtocol, ComparePageState>({
    webview: panel.webview,
    extensionUri,
    name: 'compare',
    title: panel.title,
    source: controller,
    handlers: createHandlers(options),
  });
}

/** By both sides, which may be swapped. */
function nameTab({ panel, controller }: ComparePanelOptions): void {
  const { baseline, candidate } = controller.subject;
  panel.title = `${baseline.name} ↔ ${candidate.name}`;
}

function createHandlers(options: ComparePanelOptions): Handlers<CompareHostProtocol> {
  const { controller, engine, report, compare, addGate, showOutput } = options;
  return {
    rows: (request, { signal }) => engine.rows(request, { signal }),
    ...createRowsHost({ data: dataOf(controller.subject), engine, report }),
    ...reporting<Omit<CompareHostProtocol, keyof RowsHostProtocol>>(report, {
      compare,
      cancel: () => controller.cancel(),
      compareLayers: () => controller.compareLayers(),
      judge: (tolerance) => controller.judge(tolerance),
      swapSides: () => {
        controller.swapSides();
        nameTab(options);
        compare();
      },
      exportReport: async () => {
        const comparison = controller.comparison();
        if (comparison) await exportReport(engine, controller.subject, comparison);
      },
      copyAsCommand: () => copyComparisonAsCommand(controller.subject),
      choosePredicted: async ({ side }) => {
        const columns = await pickPredicted(engine, controller.subject, side);
        if (!columns) return;
        controller.setPredicted(side, columns);
        compare();
      },
      chooseColumns: async ({ side }) => {
        const { [side]: chosen, data } = controller.subject;
        if (chosen.side.kind !== 'model' || data === undefined) return;
        const [model, rows] = [vscode.Uri.file(chosen.side.path), vscode.Uri.file(data)];
        await vscode.commands.executeCommand('onnxWorkbench.runPrediction', model, [model, rows]);
      },
      addGate: (slice) => addGate(controller.subject, slice),
      openFile: (place) => openPlace({ ...place, file: fullPath(controller.subject.folder, place.file) }),
      openSide: ({ side }) => openSide(controller.subject[side]),
      copyLogPath: ({ log }) => copyLogPath(log),
      showOutput,
    }),
  };
}

/** The data; where both sides bring their rows, a file that would be called as the comparison. */
function dataOf({ data, folder, candidate }: ComparisonSubject): string {
  return data ?? join(folder, `${basename(candidate.name)}.csv`);
}
