import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What would stand beside the extension, reach for the network, or ask; or draw what is to be read as a picture. */
const QUIET = {
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'terminal.integrated.gpuAcceleration': 'off',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
};

/** Writes the user settings of a server's data folder: those that keep the workbench quiet, and `settings` above them. */
export async function writeUserSettings(
  dataFolder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const folder = path.join(dataFolder, 'data', 'User');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify({ ...QUIET, ...settings }, undefined, 2));
}
