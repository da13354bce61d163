import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { until } from '../support/until';

const EXTENSION = 'onnx-workbench.onnx-workbench';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  };
}

describe('activation', () => {
  it('comes by itself in a folder with models', async () => {
    const extension = vscode.extensions.getExtension<unknown>(EXTENSION);
    assert.ok(extension, `${EXTENSION} is not installed`);
    await until('the extension is active', () => Promise.resolve(extension.isActive || undefined));
  });

  it('gives every command of the manifest a handler', async () => {
    const extension = vscode.extensions.getExtension<unknown>(EXTENSION);
    assert.ok(extension, `${EXTENSION} is not installed`);
    await extension.activate();
    const manifest = extension.packageJSON as Manifest;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands.map(({ command }) => command).filter((id) => !registered.has(id));
    assert.deepEqual(missing, []);
  });

  it('has no command that the manifest does not name', async () => {
    const extension = vscode.extensions.getExtension<unknown>(EXTENSION);
    assert.ok(extension, `${EXTENSION} is not installed`);
    await extension.activate();
    const { commands, views } = (extension.packageJSON as Manifest).contributes;
    const named = new Set(commands.map(({ command }) => command));
    const ofViews = Object.values(views).flatMap((group) => group.map(({ id }) => `${id}.`));
    const others = (await vscode.commands.getCommands(true)).filter(
      (id) => id.startsWith('onnxWorkbench.') && !named.has(id) && !ofViews.some((view) => id.startsWith(view)),
    );
    assert.deepEqual(others, []);
  });
});
