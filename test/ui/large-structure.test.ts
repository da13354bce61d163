import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildModel, node, tensor, type NodeSpec } from '../support/onnx-builder';
import { OWN_LOG } from '../support/sample';
import { openWorkbench, type Workbench } from '../support/workbench-page';

const LENGTH = 5_000;

/** A chain of nodes, every second of which has this slope; `more` others follow. */
function chain(alpha: number, more: number): Uint8Array {
  const at = (place: number): string => (place === 0 ? 'x' : `t${place}`);
  const nodes = Array.from({ length: LENGTH + more }, (_, place): NodeSpec => {
    const operator = place >= LENGTH ? 'Neg' : place % 2 === 0 ? 'LeakyRelu' : 'Relu';
    const attributes = operator === 'LeakyRelu' ? { alpha: { kind: 'float', value: alpha } as const } : {};
    return { ...node(operator, [at(place)], [at(place + 1)]), name: `block${place}/${operator}`, attributes };
  });
  const outputs = [tensor(at(LENGTH + more), 'float32', ['rows', 2])];
  return buildModel({ inputs: [tensor('x', 'float32', ['rows', 2])], outputs, nodes });
}

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({
    files: {
      ...OWN_LOG,
      'before.onnx': chain(0.25, 0),
      'after.onnx': chain(0.5, 40),
      'rows.csv': Buffer.from('a,b\n1,2\n3,4\n'),
    },
    size: { width: 1280, height: 1000 },
  });
});
afterAll(() => workbench.close());

test('what differs in 5,000 nodes is counted by operator, and the page stays quick', async () => {
  await workbench.explorerMenu(['before.onnx', 'after.onnx', 'rows.csv'], 'Compare Models...');
  const page = await workbench.webview('workbench-compare .verdict');
  const groups = page.getByRole('table', { name: 'Changed nodes by operator' });
  await groups.scrollIntoViewIfNeeded();
  expect(await groups.getByRole('row').allInnerTexts()).toEqual([
    expect.stringMatching(/^Operator/),
    expect.stringMatching(/^LeakyRelu\s+2,500\s*$/),
    expect.stringMatching(/^Neg\s+40$/),
  ]);
  await page.getByText('Nodes: the first 200 of 2,540').click();
  await page.getByText('block398/LeakyRelu').first().waitFor();
  expect(await page.getByText('block400/LeakyRelu').count()).toBe(0);
  for (const theme of ['light', 'dark', 'high contrast'] as const) {
    await workbench.setTheme(theme);
    await groups.scrollIntoViewIfNeeded();
    await workbench.screenshot(`large-structure-${theme.replace(' ', '-')}`);
  }
  expect(workbench.contentSecurityViolations()).toEqual([]);
});
