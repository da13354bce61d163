import * as vscode from 'vscode';
import type { OnChange } from '../../contract/run-page';
import { DisposableStore, type Disposable } from '../disposables';
import { stampOf, type RunFiles } from './files';
import { createFollower } from './follower';
import { watchFiles } from './watch-files';

/** Runs that take longer do not run again by themselves, unless they are told to. */
const FAST_MS = 10_000;
const SETTING = 'runAgainOnChange';

/** A page whose files are followed. */
export interface FollowedPage {
  readonly files: () => Promise<RunFiles>;
  /** Why a changed file cannot be run yet, and which it is. */
  readonly unreadable: (
    files: RunFiles,
    changed: readonly string[],
  ) => Promise<{ readonly file: string; readonly message: string } | undefined>;
  readonly isRunning: () => boolean;
  /** Milliseconds that the run took which the page shows; undefined where it shows none. */
  readonly took: () => number | undefined;
  /** A file that the run itself has written, which is no change. */
  readonly written: () => string | undefined;
  readonly run: (changed: readonly string[]) => Promise<void>;
  /** Says whether files are followed, or what became of a change. */
  readonly say: (change: Partial<OnChange>) => void;
}

export interface PageFollowingOptions {
  readonly page: FollowedPage;
  readonly panel: Pick<vscode.WebviewPanel, 'visible' | 'onDidChangeViewState'>;
  readonly report: (error: unknown) => void;
}

/** Run Again on Change of one page. */
export interface PageFollowing extends Disposable {
  readonly on: () => boolean;
  /** A person turns it on or off, which holds for the page from now on. Resolves when what changes is a change. */
  turn(on: boolean): Promise<void>;
  /** A run begins: what changes from now on is a change. */
  begun(): void;
  /** The run has ended: a fast one is followed, if a person has not said otherwise. */
  ended(): void;
}

export function followPage({ page, panel, report }: PageFollowingOptions): PageFollowing {
  const store = new DisposableStore();
  let chosen: boolean | undefined;
  let on = false;
  let files: RunFiles = { model: [], beside: [] };

  const follower = store.add(
    createFollower({
      files: async () => {
        files = await page.files();
        return [...files.model, ...(files.data === undefined ? [] : [files.data]), ...files.beside];
      },
      isNeeded: (path) => path === files.data || files.model.includes(path),
      watch: watchFiles,
      stampOf,
      unreadable: (changed) => page.unreadable(files, changed),
      mayRun: () => on && panel.visible && vscode.workspace.isTrusted && !page.isRunning(),
      run: page.run,
      say: (step) => page.say({ step }),
      report,
    }),
  );
  const set = async (next: boolean): Promise<void> => {
    on = next;
    page.say({ on, ...(!on && { step: { kind: 'idle' } }) });
    if (!on) {
      follower.stop();
      return;
    }
    await follower.start();
    follower.wake();
  };

  const settle = async (): Promise<void> => {
    const own = page.written();
    if (own !== undefined) await follower.accept(own);
    await set(chosen ?? wanted(page));
  };

  store.add(panel.onDidChangeViewState(() => follower.wake()));
  store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => follower.wake()));
  store.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`onnxWorkbench.${SETTING}`) && chosen === undefined)
        set(wanted(page)).catch(report);
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

/** What the setting says of a page that shows this. */
function wanted(page: FollowedPage): boolean {
  const setting = vscode.workspace.getConfiguration('onnxWorkbench').get<'auto' | 'on' | 'off'>(SETTING, 'auto');
  if (setting !== 'auto') return setting === 'on';
  return (page.took() ?? 0) < FAST_MS;
}
