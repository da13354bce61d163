import * as vscode from 'vscode';
import type { Disposable } from '../disposables';
import { inEditorWords } from '../wording';
import type { ModelReader } from './read-models';
import { attention, verdict } from './verdict';

export interface ProblemDecorations extends Disposable {
  redraw(uris: vscode.Uri[]): void;
}

/** Marks models with problems, here and in the Explorer. `listed` says which files the Models view shows. */
export function createProblemDecorations(
  reader: Pick<ModelReader, 'known'>,
  listed: (path: string) => boolean,
): ProblemDecorations {
  const changed = new vscode.EventEmitter<vscode.Uri[]>();
  const registration = vscode.window.registerFileDecorationProvider({
    onDidChangeFileDecorations: changed.event,
    provideFileDecoration: (uri) => {
      if (uri.scheme !== 'file' || !listed(uri.fsPath)) return undefined;
      const reading = reader.known(uri.fsPath);
      const worst = reading && verdict(reading);
      if (!worst) return undefined;
      const [first] = attention(reading.problems);
      const color = worst === 'error' ? 'list.errorForeground' : 'list.warningForeground';
      return new vscode.FileDecoration('!', first && inEditorWords(first.message), new vscode.ThemeColor(color));
    },
  });
  return {
    redraw: (uris) => changed.fire(uris),
    dispose: () => {
      registration.dispose();
      changed.dispose();
    },
  };
}
