import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { DisposableStore, type Disposable } from '../disposables';
import { isSettingsFile } from '../pick/kinds';
import { watchFiles } from '../on-change/watch-files';
import { mayRunModels } from '../trust';
import { findGoldenTests } from './find-tests';
import { followTests } from './follow-tests';
import { runItems } from './run-tests';
import { createTestItems } from './test-items';
import { watchTests } from './watch-tests';

export interface GoldenTestsOptions {
  readonly engine: Pick<Client<EngineProtocol>, 'findTests' | 'runTest' | 'inspect'>;
  readonly report: (error: unknown) => void;
}

export interface AddedTest {
  /** Absolute paths of the model and of its settings. */
  readonly model: string;
  readonly settings: string;
  readonly name: string;
}

/** The golden tests in the Test Explorer. Nothing is looked for before somebody asks for them. */
export interface GoldenTests extends Disposable {
  /** Shows a test that has come into a model's settings, runs it, and says where it stands. */
  prove(test: AddedTest): Promise<void>;
}

export function createGoldenTests({ engine, report }: GoldenTestsOptions): GoldenTests {
  const store = new DisposableStore();
  const controller = store.add(vscode.tests.createTestController('onnxWorkbench.golden', 'ONNX'));
  const items = createTestItems(controller);
  let watching: Disposable | undefined;
  let looking = Promise.resolve();

  const look = async (token: vscode.CancellationToken): Promise<void> => {
    watching ??= store.add(watchTests(lookAgain, (path) => hasTestIn(path)));
    controller.items.forEach((item) => (item.busy = true));
    try {
      await items.show(await findGoldenTests(engine, token));
    } finally {
      controller.items.forEach((item) => (item.busy = false));
    }
  };
  /** One look after the other, so that the last one shows what there is now. */
  const find = (token = new vscode.CancellationTokenSource().token): Promise<void> => {
    looking = looking.catch(() => undefined).then(() => look(token));
    return looking;
  };
  const lookAgain = (): void => void find().catch(report);
  const hasTestIn = (path: string): boolean =>
    items.tests(undefined).some((item) => items.testOf(item)?.model.startsWith(path) === true);

  const run = async (request: vscode.TestRunRequest, chosen: readonly vscode.TestItem[]): Promise<void> => {
    const testRun = controller.createTestRun(request);
    try {
      if (await mayRunModels()) await runItems({ engine, testOf: (item) => items.testOf(item) }, testRun, chosen);
      else skip(testRun, chosen);
    } finally {
      testRun.end();
    }
  };
  const chosenBy = ({ include, exclude }: vscode.TestRunRequest): readonly vscode.TestItem[] =>
    items.tests(include, exclude);
  const follow = (request: vscode.TestRunRequest, token: vscode.CancellationToken): void => {
    const following = store.add(
      followTests({
        engine,
        tests: () => new Map(chosenBy(request).flatMap((item) => pairOf(item.id, items.testOf(item)))),
        watch: watchFiles,
        mayRun: () => vscode.workspace.isTrusted,
        run: async (ids, changed) => {
          if (changed.some(isSettingsFile)) await find();
          await run(
            request,
            chosenBy(request).filter(({ id }) => ids.includes(id)),
          );
        },
        report,
      }),
    );
    token.onCancellationRequested(() => {
      following.dispose();
      store.remove(following);
    });
  };

  controller.resolveHandler = async (item) => {
    if (!item) await find().catch(report);
  };
  controller.refreshHandler = (token) => find(token).catch(report);
  const handler = async (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> => {
    if (request.continuous === true) follow(request, token);
    else await run(request, chosenBy(request));
  };
  const profile = store.add(
    controller.createRunProfile(
      vscode.l10n.t('Run'),
      vscode.TestRunProfileKind.Run,
      handler,
      true,
      undefined,
      SUPPORTS_CONTINUOUS,
    ),
  );
  return {
    prove: async (added) => {
      await find();
      sayAdded(added).catch(report);
      const item = items.find(added.model, added.name);
      if (!item) return;
      await vscode.commands.executeCommand('vscode.revealTestInExplorer', item);
      await run(new vscode.TestRunRequest([item], undefined, profile), [item]);
    },
    dispose: () => store.dispose(),
  };
}

const SUPPORTS_CONTINUOUS = true;

function pairOf<K, V>(key: K, value: V | undefined): readonly (readonly [K, V])[] {
  return value === undefined ? [] : [[key, value]];
}

function skip(run: vscode.TestRun, chosen: readonly vscode.TestItem[]): void {
  for (const item of chosen) run.skipped(item);
  run.appendOutput(`${vscode.l10n.t('The tests were not run: running a model needs a trusted workspace.')}\r\n`);
}

async function sayAdded({ name, settings }: AddedTest): Promise<void> {
  const open = vscode.l10n.t('Open Settings File');
  const message = vscode.l10n.t("The golden test '{0}' now stands in {1}.", name, basename(settings));
  if ((await vscode.window.showInformationMessage(message, open)) === open)
    await vscode.window.showTextDocument(vscode.Uri.file(settings));
}
