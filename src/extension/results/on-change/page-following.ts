import * as vscode from 'vscode';
import type { EngineProtocol } from '../../../contract/engine';
import type { Client } from '../../../contract/rpc';
import { DisposableStore, type Disposable } from '../../disposables';
import type { ResultsController } from '../controller';
import { filesOf, findUnreadable, stampOf, type RunFiles } from './files';
import { createFollower } from './follower';
import { watchFiles } from './watch-files';

/** Runs that take longer do not run again by themselves, unless they are told to. */
const FAST_MS = 10_000;
const SETTING = 'runAgainOnChange';

export interface PageFollowingOptions {
  readonly controller: ResultsController;
  readonly panel: Pick<vscode.WebviewPanel, 'visible' | 'onDidChangeViewState'>;
  readonly engine: Client<EngineProtocol>;
  readonly report: (error: unknown) => void;
}

/** Run Again on Change of one results page. */
export interface PageFollowing extends Disposable {
  readonly on: () => boolean;
  /** A person turns it on or off, which holds for the page from now on. Resolves when what changes is a change. */
  turn(on: boolean): Promise<void>;
  /** A run begins: what changes from now on is a change. */
  begun(): void;
  /** The run has ended: a fast one is followed, if a person has not said otherwise. */
  ended(): void;
}

export function followPage({ controller, panel, engine, report }: PageFollowingOptions): PageFollowing {
  const store = new DisposableStore();
  let chosen: boolean | undefined;
  let on = false;
  let files: RunFiles = { model: [], beside: [] };

  const follower = store.add(
    createFollower({
      files: async () => {
        files = await filesOf(engine, controller.request());
        return [...files.model, ...(files.data === undefined ? [] : [files.data]), ...files.beside];
      },
      isNeeded: (path) => path === files.data || files.model.includes(path),
      watch: watchFiles,
      stampOf,
      unreadable: (changed) => findUnreadable(engine, controller.request(), files, changed),
      mayRun: () => on && panel.visible && vscode.workspace.isTrusted && controller.state().view.kind !== 'running',
      run: async (changed) => {
        if (controller.state().view.kind === 'finished') await controller.refresh(changed);
        else await controller.predict();
      },
      say: (step) => controller.follow({ step }),
      report,
    }),
  );
  const set = async (next: boolean): Promise<void> => {
    on = next;
    controller.follow({ on, ...(!on && { step: { kind: 'idle' } }) });
    if (!on) {
      follower.stop();
      return;
    }
    await follower.start();
    follower.wake();
  };

  const settle = async (): Promise<void> => {
    const own = writtenByRun(controller);
    if (own !== undefined) await follower.accept(own);
    await set(chosen ?? wanted(controller));
  };

  store.add(panel.onDidChangeViewState(() => follower.wake()));
  store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => follower.wake()));
  store.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`onnxWorkbench.${SETTING}`) && chosen === undefined)
        set(wanted(controller)).catch(report);
    }),
  );
  return {
    on: () => on,
    turn: (next) => {
      chosen = next;
      return set(next);
    },
    begun: () => {
      follower.stop();
      follower.start().catch(report);
    },
    ended: () => {
      settle().catch(report);
    },
    dispose: () => store.dispose(),
  };
}

/** The settings beside the model, where the run that the page shows has saved its columns there. */
function writtenByRun(controller: ResultsController): string | undefined {
  const { view } = controller.state();
  return view.kind === 'finished' ? view.issues.find(({ code }) => code === 'sidecar-saved')?.file : undefined;
}

/** What the setting says of a page that shows this. */
function wanted(controller: ResultsController): boolean {
  const setting = vscode.workspace.getConfiguration('onnxWorkbench').get<'auto' | 'on' | 'off'>(SETTING, 'auto');
  if (setting !== 'auto') return setting === 'on';
  const { view } = controller.state();
  return view.kind !== 'finished' || (view.timing?.total ?? 0) < FAST_MS;
}
