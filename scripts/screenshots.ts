/** Takes the pictures of the README and `docs/`: run it after `npm run build`, and look at them. */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { GRADE_COLUMNS, GRADE_MODELS, gradedWine } from '../test/support/graded.ts';
import { SAMPLE_WORKSPACE } from '../test/support/sample.ts';
import { openWorkbench } from '../test/support/workbench-page.ts';
import { project } from './support/run-node.ts';

const asPandasWroteIt = path.join(project, 'test', 'fixtures', 'models', 'natural-index-and-target');

const [before, after] = GRADE_MODELS;
const gradeSettings = Buffer.from(
  JSON.stringify({ version: 1, inputs: { float_input: { columns: GRADE_COLUMNS } }, truth: 'grade' }),
);

const workbench = await openWorkbench({
  files: {
    ...SAMPLE_WORKSPACE,
    'iris.onnx': path.join(asPandasWroteIt, 'model.onnx'),
    'iris.csv': path.join(asPandasWroteIt, 'input.csv'),
    'grade.onnx': before,
    'grade-retrained.onnx': after,
    'grade.onnx.workbench.json': gradeSettings,
    'grade-retrained.onnx.workbench.json': gradeSettings,
    'holdout.csv': Buffer.from(gradedWine()),
  },
  settings: { 'files.exclude': { '.onnx-workbench': true }, 'explorer.autoReveal': false },
  size: { width: 1440, height: 860 },
});
try {
  await firstClick();
  await mapping();
  await inspector();
  await comparison();
} finally {
  await workbench.close();
}

async function firstClick(): Promise<void> {
  await workbench.explorerMenu(['wine.onnx'], 'Run Prediction...');
  await workbench.pick('wine.csv');
  const results = await workbench.webview('[role=gridcell]');
  await results.getByText('Confusion matrix').waitFor();
  await take('first-click');
}

async function mapping(): Promise<void> {
  await workbench.runCommand('View: Close All Editors');
  await workbench.explorerMenu(['iris.csv', 'iris.onnx'], 'Run Prediction...');
  await workbench.webview('vscode-button');
  await take('mapping');
}

async function inspector(): Promise<void> {
  await workbench.runCommand('View: Close All Editors');
  await workbench.explorerMenu(['wine.onnx'], 'Open in Inspector');
  await workbench.webview('main h1');
  await workbench.runCommand('ONNX: Focus on Models View');
  await take('inspector');
}

async function comparison(): Promise<void> {
  await workbench.runCommand('View: Close All Editors');
  await workbench.runCommand('View: Show Explorer');
  await workbench.explorerMenu(['grade.onnx', 'grade-retrained.onnx'], 'Compare Models...');
  await workbench.pick('holdout.csv');
  const page = await workbench.webview('workbench-compare .verdict');
  await page.getByRole('gridcell').first().waitFor();
  await take('compare');
}

async function take(name: string): Promise<void> {
  await comeToRest();
  const picture = path.join(project, 'media', `${name}.png`);
  await copyFile(await workbench.screenshot(name), picture);
  console.log(picture);
}

/** Lets what moves come to rest: a pointer's tooltip, a button's shade. */
async function comeToRest(): Promise<void> {
  await workbench.page.mouse.move(700, 850);
  await workbench.page.waitForTimeout(1_000);
}
