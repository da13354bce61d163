import type { VersionCommandParts, VersionCommands } from './version-commands';

type Id = keyof VersionCommands;
type Given<I extends Id> = Parameters<VersionCommands[I]>;
type Answer<I extends Id> = Awaited<ReturnType<VersionCommands[I]>>;
/** The same commands, so that one can be called by an id that is only known as one of them. */
type Callable = { readonly [I in Id]: (...given: Given<I>) => Answer<I> | Promise<Answer<I>> };

/** The commands of versions, which load what they do with the first call. */
export function createLazyVersionCommands(parts: VersionCommandParts): VersionCommands {
  let loading: Promise<Callable> | undefined;
  const load = (): Promise<Callable> =>
    (loading ??= import('./version-commands').then(({ createVersionCommands }) => createVersionCommands(parts)));
  const lazy =
    <I extends Id>(id: I) =>
    async (...given: Given<I>): Promise<Answer<I>> =>
      (await load())[id](...given);
  return {
    'onnxWorkbench.compareWithHead': lazy('onnxWorkbench.compareWithHead'),
    'onnxWorkbench.compareWithRevision': lazy('onnxWorkbench.compareWithRevision'),
    'onnxWorkbench.compareWithPredictions': lazy('onnxWorkbench.compareWithPredictions'),
    'onnxWorkbench.compareModelPredictions': lazy('onnxWorkbench.compareModelPredictions'),
    'onnxWorkbench.compareWithCurrent': lazy('onnxWorkbench.compareWithCurrent'),
    'onnxWorkbench.compareVersions': lazy('onnxWorkbench.compareVersions'),
    'onnxWorkbench.compareRunWithModel': lazy('onnxWorkbench.compareRunWithModel'),
    'onnxWorkbench.compareRuns': lazy('onnxWorkbench.compareRuns'),
    'onnxWorkbench.saveVersion': lazy('onnxWorkbench.saveVersion'),
    'onnxWorkbench.restoreVersion': lazy('onnxWorkbench.restoreVersion'),
    'onnxWorkbench.renameVersion': lazy('onnxWorkbench.renameVersion'),
    'onnxWorkbench.editVersionNote': lazy('onnxWorkbench.editVersionNote'),
    'onnxWorkbench.deleteVersion': lazy('onnxWorkbench.deleteVersion'),
    'onnxWorkbench.openVersion': lazy('onnxWorkbench.openVersion'),
    'onnxWorkbench.showMoreCommits': lazy('onnxWorkbench.showMoreCommits'),
  };
}
