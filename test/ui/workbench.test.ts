import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../support/workbench-page.ts';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({
    files: { 'notes.txt': Buffer.from('one\n'), 'data/more.txt': Buffer.from('two\n') },
  });
});

afterAll(() => workbench.close());

test('a file is opened from the Explorer', async () => {
  await workbench.explorerRow('notes.txt').dblclick();
  await expect.poll(() => workbench.page.locator('.view-lines').innerText()).toContain('one');
});

test('a command of the palette runs', async () => {
  await workbench.runCommand('View: Toggle Status Bar Visibility');
  await workbench.page.locator('.part.statusbar').waitFor({ state: 'hidden' });
});

test('a right-click on a file shows the menu of files', async () => {
  expect(await workbench.explorerMenuItems(['notes.txt'])).toContain('Copy Path');
});

test.for([
  ['dark', /vs-dark/],
  ['high contrast', /hc-black/],
  ['high contrast light', /hc-light/],
  ['light', /vs( |$)/],
] as const)('the theme turns %s', async ([theme, shown]) => {
  await workbench.setTheme(theme);
  await expect.poll(() => workbench.page.locator('.monaco-workbench').getAttribute('class')).toMatch(shown);
});
