import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { filesOf, findUnreadable } from '../on-change/files';
import type { FollowedPage } from '../on-change/page-following';
import type { ResultsController } from './controller';

/** A results page as its files are followed. */
export function followedResults(controller: ResultsController, engine: Client<EngineProtocol>): FollowedPage {
  return {
    files: () => filesOf(engine, controller.request()),
    unreadable: (files, changed) => findUnreadable(engine, controller.request(), files, changed),
    isRunning: () => controller.state().view.kind === 'running',
    took: () => {
      const { view } = controller.state();
      return view.kind === 'finished' ? view.timing?.total : undefined;
    },
    written: () => writtenByRun(controller),
    run: async (changed) => {
      if (controller.state().view.kind === 'finished') await controller.refresh(changed);
      else await controller.predict();
    },
    say: (change) => controller.follow(change),
  };
}

/** The settings beside the model, where the run that the page shows has saved its columns there. */
function writtenByRun(controller: ResultsController): string | undefined {
  const { view } = controller.state();
  return view.kind === 'finished' ? view.issues.find(({ code }) => code === 'sidecar-saved')?.file : undefined;
}
