import { basename, extname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Comparison } from '../../contract/comparison';
import type { ComparisonSubject } from '../../contract/compare-page';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { wantsSafeCells } from '../safe-cells';

/** Endings of reports, the first of which is proposed. */
const FORMATS = { html: 'html', md: 'md', json: 'json', xml: 'junit' } as const;

/** Asks for a file, writes the comparison to it in the form that its ending says, and offers to open it. */
export async function exportReport(
  engine: Pick<Client<EngineProtocol>, 'compareReport'>,
  subject: ComparisonSubject,
  comparison: Comparison,
): Promise<void> {
  const uri = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.file(join(subject.folder, proposedName(subject))),
    filters: {
      HTML: ['html'],
      Markdown: ['md'],
      JSON: ['json'],
      [vscode.l10n.t('JUnit XML')]: ['xml'],
    },
    saveLabel: vscode.l10n.t('Export'),
    title: vscode.l10n.t('Export Comparison'),
  });
  if (!uri) return;
  const text = await reportText(engine, comparison, extname(uri.path).slice(1).toLowerCase());
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const open = vscode.l10n.t('Open File');
  const chosen = await vscode.window.showInformationMessage(vscode.l10n.t('Wrote {0}.', basename(uri.fsPath)), open);
  if (chosen === open) await openReport(uri);
}

async function reportText(
  engine: Pick<Client<EngineProtocol>, 'compareReport'>,
  comparison: Comparison,
  ending: string,
): Promise<string> {
  const format = Object.hasOwn(FORMATS, ending) ? FORMATS[ending as keyof typeof FORMATS] : 'html';
  if (format === 'json') return `${JSON.stringify({ schema: 1, ...comparison }, null, 2)}\n`;
  return engine.compareReport({ comparison, format, safeCells: wantsSafeCells() });
}

/** A page belongs in a browser; the other forms are texts. */
async function openReport(uri: vscode.Uri): Promise<void> {
  if (extname(uri.path).toLowerCase() === '.html') await vscode.env.openExternal(uri);
  else await vscode.commands.executeCommand('vscode.open', uri);
}

function proposedName({ baseline, candidate }: ComparisonSubject): string {
  const plain = (name: string): string =>
    basename(name)
      .replace(/\.onnx\b/, '')
      .replaceAll(/[^\w.@-]+/g, '-');
  return `${plain(baseline.name)}-${plain(candidate.name)}.html`;
}
