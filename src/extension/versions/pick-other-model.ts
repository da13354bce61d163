import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { SubjectSide } from '../../contract/compare-page';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { pickModel } from '../pick/subject';
import { timeAgo } from '../runs/when';
import { pickRevision } from './pick-revision';
import { currentSide, versionSide } from './version-sides';

interface SideItem extends vscode.QuickPickItem {
  /** Undefined where another list was closed. */
  readonly side: () => Promise<SubjectSide | undefined>;
}

/**
 * Asks what the inputs of a run are to be replayed on: its model as it is now, a version of it, or another model. Undefined
 * when a list was closed.
 */
export async function pickOtherModel(engine: Client<EngineProtocol>, model: string): Promise<SubjectSide | undefined> {
  const chosen = await vscode.window.showQuickPick(itemsOf(engine, model), {
    title: vscode.l10n.t('Compare Run with'),
    placeHolder: vscode.l10n.t('The inputs of the run are predicted with it'),
    matchOnDescription: true,
  });
  return chosen?.side();
}

async function itemsOf(engine: Client<EngineProtocol>, model: string): Promise<SideItem[]> {
  const { savedVersions } = await import('../../versions/saved/saved-versions');
  const saved = (await savedVersions(model)).map((version) => ({
    label: version.name,
    description: timeAgo(version.saved, Date.now(), vscode.env.language),
    iconPath: new vscode.ThemeIcon('bookmark'),
    side: () => Promise.resolve(versionSide({ kind: 'saved', path: model, name: version.name })),
  }));
  return [
    ...(existsSync(model) ? [currentItem(model)] : []),
    ...saved,
    {
      label: vscode.l10n.t('Revision...'),
      description: vscode.l10n.t('of Git'),
      iconPath: new vscode.ThemeIcon('git-commit'),
      side: async () => {
        const revision = await pickRevision(model);
        return revision === undefined ? undefined : versionSide({ kind: 'git', path: model, revision });
      },
    },
    {
      label: vscode.l10n.t('Another Model...'),
      iconPath: new vscode.ThemeIcon('folder-opened'),
      side: async () => {
        const other = await pickModel(engine, [], undefined);
        return other === undefined ? undefined : currentSide(other);
      },
    },
  ];
}

function currentItem(model: string): SideItem {
  return {
    label: basename(model),
    description: vscode.l10n.t('as it is now'),
    iconPath: new vscode.ThemeIcon('circuit-board'),
    side: () => Promise.resolve(currentSide(model)),
  };
}
