import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goldenFiles } from '../support/golden-folder';
import { node, tensor, type TensorSpec } from '../support/onnx-builder';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const floats = (...values: number[]): TensorSpec => ({
  dtype: 'float32',
  dims: [values.length],
  data: Float32Array.from(values),
});
const DOUBLE = {
  inputs: [tensor('x', 'float32', ['n'])],
  outputs: [tensor('y', 'float32', ['n'])],
  nodes: [node('Add', ['x', 'x'], ['y'])],
};
const FILES = goldenFiles('node/test_double', DOUBLE, [floats(1, 2)], [floats(2, 4)]);
const SETTINGS = {
  version: 1,
  tests: [
    { name: 'as it was', data: 'rows.csv', expected: 'expected.csv' },
    { name: 'two doubles', data: 'rows.csv', expected: 'wrong.csv' },
  ],
};
const WRONG = 'prediction\n2\n4\n6.5\n8\n11\n';
const RIGHT = 'prediction\n2\n4\n6\n8\n10\n';

let workbench: Workbench;

beforeAll(async () => {
  const text = (content: string): Buffer => Buffer.from(content);
  workbench = await openWorkbench({
    files: {
      ...FILES,
      'models/double.onnx': FILES['node/test_double/model.onnx'] ?? text(''),
      'models/double.onnx.workbench.json': text(`${JSON.stringify(SETTINGS, null, 2)}\n`),
      'models/rows.csv': text('x\n1\n2\n3\n4\n5\n'),
      'models/expected.csv': text(RIGHT),
      'models/wrong.csv': text(WRONG),
    },
  });
});
afterAll(() => workbench.close());

const tree = (): Locator => workbench.page.locator('.test-explorer-tree');
const labels = (): Promise<string[]> =>
  tree()
    .locator('.monaco-list-row')
    .evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''));

test('golden tests are found, run red, and are green once the answer is as expected', async () => {
  await workbench.page.locator('.activitybar .action-item [aria-label^="Testing"]').first().click();
  await tree().waitFor();
  await expect.poll(labels).toEqual(['models/double.onnx (Not yet run)', 'node/test_double (Not yet run)']);
  await workbench.runCommand('Test: Run All Tests');
  await expect
    .poll(labels)
    .toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^models\/double\.onnx \(Failed\)/),
        expect.stringMatching(/^node\/test_double \(Passed\)/),
      ]),
    );
  await workbench.setTheme('dark');
  await workbench.runCommand('Test: Go to Next Test Failure');
  await workbench.page.getByText('row 2', { exact: false }).first().waitFor();
  await workbench.screenshot('golden-red');
  writeFileSync(path.join(workbench.workspace, 'models/wrong.csv'), RIGHT);
  await workbench.runCommand('Test: Rerun Failed Tests');
  await expect.poll(labels).toContainEqual(expect.stringMatching(/^models\/double\.onnx \(Passed\)/));
  await workbench.screenshot('golden-green');
  expect(workbench.contentSecurityViolations()).toEqual([]);
});
