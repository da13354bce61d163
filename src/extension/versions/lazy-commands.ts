import type { CommandHandlers } from '../commands/contract';
import type { VersionCommandParts } from './version-commands';

const IDS = [
  'onnxWorkbench.compareWithHead',
  'onnxWorkbench.compareWithRevision',
  'onnxWorkbench.compareWithPredictions',
  'onnxWorkbench.compareModelPredictions',
  'onnxWorkbench.compareWithCurrent',
  'onnxWorkbench.compareVersions',
  'onnxWorkbench.compareRunWithModel',
  'onnxWorkbench.compareRuns',
  'onnxWorkbench.saveVersion',
  'onnxWorkbench.restoreVersion',
  'onnxWorkbench.renameVersion',
  'onnxWorkbench.editVersionNote',
  'onnxWorkbench.deleteVersion',
  'onnxWorkbench.openVersion',
  'onnxWorkbench.showMoreCommits',
] as const;

export type VersionCommandId = (typeof IDS)[number];

/** The commands of versions, which load what they do with the first call. */
export function createLazyVersionCommands(parts: VersionCommandParts): Pick<CommandHandlers, VersionCommandId> {
  let loading: Promise<Pick<CommandHandlers, VersionCommandId>> | undefined;
  const load = (): Promise<Pick<CommandHandlers, VersionCommandId>> =>
    (loading ??= import('./version-commands').then(({ createVersionCommands }) => createVersionCommands(parts)));
  const lazy =
    (id: VersionCommandId) =>
    async (...argument: unknown[]): Promise<unknown> => {
      const handler = (await load())[id] as (...argument: unknown[]) => unknown;
      return handler(...argument);
    };
  return Object.fromEntries(IDS.map((id) => [id, lazy(id)])) as unknown as Pick<CommandHandlers, VersionCommandId>;
}
