/** Takes the pictures of the README on the bundled sample: run it after `npm run build`, and look at them. */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { openWorkbench } from '../test/support/workbench-page.ts';
import { project } from './support/run-node.ts';

const sample = (name: string): string => path.join(project, 'media', 'sample', name);

const workbench = await openWorkbench({
  files: {
    '.onnx-workbench/.gitignore': Buffer.from('*\n'),
    'wine.onnx': sample('wine.onnx'),
    'wine.csv': sample('wine.csv'),
    'wine.onnx.workbench.json': sample('wine.onnx.workbench.json'),
  },
  settings: { 'files.exclude': { '.onnx-workbench': true } },
  size: { width: 1280, height: 760 },
});
try {
  await workbench.explorerMenu(['wine.onnx'], 'Run Prediction...');
  await workbench.pick('wine.csv');
  await workbench.webview('[role=gridcell]');
  const picture = path.join(project, 'media', 'first-click.png');
  await copyFile(await workbench.screenshot('first-click'), picture);
  console.log(picture);
} finally {
  await workbench.close();
}
