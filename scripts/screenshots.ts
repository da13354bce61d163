/** Takes the pictures of the README and `docs/`: run it after `npm run build`, and look at them. */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { openWorkbench, type Workbench } from '../test/support/workbench-page.ts';
import { project } from './support/run-node.ts';

const sample = (name: string): string => path.join(project, 'media', 'sample', name);
const asPandasWroteIt = path.join(project, 'test', 'fixtures', 'models', 'natural-index-and-target');

const workbench = await openWorkbench({
  files: {
    '.onnx-workbench/.gitignore': Buffer.from('*\n'),
    'wine.onnx': sample('wine.onnx'),
    'wine.csv': sample('wine.csv'),
    'wine.onnx.workbench.json': sample('wine.onnx.workbench.json'),
    'iris.onnx': path.join(asPandasWroteIt, 'model.onnx'),
    'iris.csv': path.join(asPandasWroteIt, 'input.csv'),
  },
  settings: { 'files.exclude': { '.onnx-workbench': true }, 'explorer.autoReveal': false },
  size: { width: 1440, height: 860 },
});
try {
  await firstClick(workbench);
  await mapping(workbench);
  await inspector(workbench);
} finally {
  await workbench.close();
}

async function firstClick(opened: Workbench): Promise<void> {
  await opened.explorerMenu(['wine.onnx'], 'Run Prediction...');
  await opened.pick('wine.csv');
  const results = await opened.webview('[role=gridcell]');
  await results.getByText('Confusion matrix').waitFor();
  await take('first-click');
}

async function mapping(opened: Workbench): Promise<void> {
  await opened.runCommand('View: Close All Editors');
  await opened.explorerMenu(['iris.csv', 'iris.onnx'], 'Run Prediction...');
  await opened.webview('vscode-button');
  await take('mapping');
}

async function inspector(opened: Workbench): Promise<void> {
  await opened.runCommand('View: Close All Editors');
  await opened.explorerMenu(['wine.onnx'], 'Open in Inspector');
  await opened.webview('main h1');
  await opened.runCommand('ONNX: Focus on Models View');
  await take('inspector');
}

async function take(name: string): Promise<void> {
  await runQuietly();
  const picture = path.join(project, 'media', `${name}.png`);
  await copyFile(await workbench.screenshot(name), picture);
  console.log(picture);
}

/** Lets what moves come to rest: a pointer's tooltip, a button's shade. */
async function runQuietly(): Promise<void> {
  await workbench.page.mouse.move(700, 850);
  await workbench.page.waitForTimeout(1_000);
}
