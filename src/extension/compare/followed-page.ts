import { resolve } from 'node:path';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { faultOfModel, modelFiles, settingsFiles, type RunFiles } from '../on-change/files';
import type { FollowedPage } from '../on-change/page-following';
import { shortPath } from '../paths';
import type { CompareController } from './controller';

/** A compare page as its files are followed: those of both sides. */
export function followedComparison(controller: CompareController, engine: Client<EngineProtocol>): FollowedPage {
  return {
    files: () => filesOf(controller, engine),
    unreadable: async ({ model }, changed) => {
      const { folder } = controller.subject;
      for (const file of changed.filter((path) => modelsOf(controller).includes(path) && model.includes(path))) {
        const message = await faultOfModel(engine, { model: shortPath(folder, file), folder });
        if (message !== undefined) return { file, message };
      }
      return undefined;
    },
    isRunning: () => controller.state().view.kind === 'running',
    took: () => {
      const { view } = controller.state();
      return view.kind === 'compared' ? view.comparison.timing.total : undefined;
    },
    written: () => undefined,
    run: (changed) => controller.refresh(changed),
    say: (change) => controller.follow(change),
  };
}

async function filesOf(controller: CompareController, engine: Client<EngineProtocol>): Promise<RunFiles> {
  const { baseline, candidate, data, folder, options } = controller.subject;
  const models = modelsOf(controller);
  const weights = await Promise.all(models.map((model) => modelFiles(engine, { model, folder })));
  const settings = await Promise.all(models.map(settingsFiles));
  const predictions = [baseline.side, candidate.side].flatMap((side) =>
    side.kind === 'predictions' && side.file !== undefined ? [side.file] : [],
  );
  const named = [options.binding?.sidecar, options.binding?.truth, ...predictions];
  const others = named.flatMap((path) => (path === undefined ? [] : [resolve(folder, path)]));
  return {
    model: [...new Set(weights.flat())],
    ...(data !== undefined && { data }),
    beside: [...new Set([...settings.flat(), ...others])],
  };
}

/** The models' files; a version that was copied from elsewhere stays as it is. */
function modelsOf({ subject }: CompareController): readonly string[] {
  return [subject.baseline.side, subject.candidate.side].flatMap((side) => (side.kind === 'model' ? [side.path] : []));
}
