/**
 * Drives a real VS Code workbench in a real browser, as a person would.
 *
 * ```ts
 * let workbench: Workbench;
 * beforeAll(async () => {
 *   workbench = await openWorkbench({ files: { 'wine.onnx': samplePath('wine.onnx'), 'wine.csv': samplePath('wine.csv') } });
 * });
 * afterAll(() => workbench.close());
 *
 * test('right-click to rows', async () => {
 *   await workbench.explorerMenu(['wine.onnx'], 'Run Prediction...');
 *   await workbench.pick('wine.csv');
 *   const results = await workbench.webview('[role=grid]');
 *   await expect.poll(() => results.locator('[role=row]').count()).toBeGreaterThan(1);
 *   await workbench.screenshot('first-click');
 *   expect(workbench.contentSecurityViolations()).toEqual([]);
 * });
 * ```
 *
 * Every workbench has a server, a workspace and a data folder of its own; `close` ends and removes all of it. `page` is
 * Playwright's page for what has no helper here. Every helper waits until what it acts on is there, and throws after
 * half a minute. When a test fails, a picture of each open workbench is left in `test-results/`.
 */
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { until } from './until.ts';
import { launchBrowser } from './vscode-host/chromium.ts';
import { installExtension } from './vscode-host/install-extension.ts';
import { startServer, type VSCodeServer } from './vscode-host/server.ts';
import { writeUserSettings } from './vscode-host/user-settings.ts';
import { workbenchUrl } from './vscode-host/workbench-url.ts';
import { accessibilityViolations } from './workbench/accessibility.ts';
import { closeEditors } from './workbench/editors.ts';
import { chooseInExplorerMenu, explorerIsShown, explorerMenuItems, explorerRow } from './workbench/explorer.ts';
import { tryUntilItWorks, WAIT_MS } from './workbench/patience.ts';
import { choose, pickLabels, runCommand, typeInQuickPick } from './workbench/quick-pick.ts';
import { setTheme, type Theme } from './workbench/themes.ts';

const POLL_MS = 100;
const NOTIFICATION_MS = 3_000;
const project = path.resolve(import.meta.dirname, '../..');

export interface WorkbenchOptions {
  /** Files or folders of the workspace: relative path -> absolute path to copy, or the bytes to write. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** What the window opens: the workspace folder (the default), all its sub-folders as one workspace, or nothing. */
  readonly opens?: 'folder' | 'sub-folders' | 'nothing';
  /** User settings beside those that keep the workbench quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether the folder is trusted without asking; true by default. */
  readonly trusted?: boolean;
  /** Absolute path of a package to install, as a user would; by default the project is loaded from its folder. */
  readonly vsix?: string;
  /** Added to the environment of the extension host. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly size?: { readonly width: number; readonly height: number };
}

export interface Workbench {
  readonly page: Page;
  /** Absolute path of the workspace folder on disk. */
  readonly workspace: string;
  /** Runs a command from the palette by its whole title, such as `ONNX: Run Prediction...`. */
  runCommand(title: string): Promise<void>;
  /** Right-clicks the last of `names` in the Explorer, with all of them selected, and chooses the menu item. */
  explorerMenu(names: readonly string[], item: string): Promise<void>;
  /** The items of the Explorer's menu on these files, in order; closes the menu again. */
  explorerMenuItems(names: readonly string[]): Promise<string[]>;
  /** Waits until the Explorer's menu on a file has the item: the window is there a moment before an extension's items. */
  menuShows(name: string, item: string): Promise<void>;
  /** Closes every editor, and puts away what was not saved. */
  closeEditors(): Promise<void>;
  /** The row of a file in the Explorer. */
  explorerRow(name: string): Locator;
  /** Chooses the item of the open quick pick whose label is or begins with `label`. */
  pick(label: string): Promise<void>;
  /** The labels of the open quick pick, in order, as far as they are drawn. */
  pickLabels(): Promise<string[]>;
  /** Goes to a file's folder in the open file dialog and chooses the file. */
  chooseInFileDialog(file: string): Promise<void>;
  /** The frame of the webview in which something matches the selector. */
  webview(selector: string): Promise<Frame>;
  /**
   * The notification with this text, in the notification centre: a driven workbench shows none by itself. It is opened
   * until the notification has come, because an empty one closes.
   */
  notification(text: string | RegExp): Promise<Locator>;
  /** The status bar item with this text. */
  statusBarItem(text: string | RegExp): Locator;
  /** Changes the colour theme and waits until it is shown. */
  setTheme(theme: Theme): Promise<void>;
  /** Saves `test-results/NAME.png` and returns its path. */
  screenshot(name: string): Promise<string>;
  /** What axe finds wrong in an element of the page that is in front. */
  accessibilityViolations(element: string): Promise<object[]>;
  /** What any page, a webview's too, did against its Content-Security-Policy so far. */
  contentSecurityViolations(): readonly string[];
  /** What was printed on the browser's console so far, the extension host's lines among it. */
  consoleLines(): readonly string[];
  /** Runs `Developer: Reload Window`: the browser's own reload would lose what the workbench has not written yet. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

const openOnes = new Set<Workbench>();

/** Opens a workbench on a fresh copy of the files, and waits until it can be used. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const root = await mkdtemp(path.join(tmpdir(), 'workbench-'));
  const workspace = path.join(root, 'workspace');
  const dataFolder = path.join(root, 'data');
  await writeWorkspace(workspace, options.files);
  const opened = await windowOn(workspace, options.opens);
  await writeUserSettings(dataFolder, options.settings ?? {});
  const extensionsFolder = path.join(root, 'extensions');
  if (options.vsix !== undefined) await installExtension(options.vsix, extensionsFolder, dataFolder);
  const server = await startServer({
    dataFolder,
    extensionsFolder,
    trusted: options.trusted ?? true,
    ...(options.environment === undefined ? {} : { environment: options.environment }),
  });
  const browser = await launchBrowser();
  const context = await browser.newContext({ viewport: options.size ?? { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  const workbench = drive({ page, workspace, root, server, browser });
  openOnes.add(workbench);
  const extension = options.vsix === undefined ? { extension: project } : {};
  await page.goto(workbenchUrl({ port: server.port, workspace: opened, ...extension }));
  if (opened === undefined) await page.locator('.part.statusbar').waitFor({ timeout: 2 * WAIT_MS });
  else await explorerIsShown(page);
  // The banner of a folder without trust comes late, and moves everything down under the pointer.
  if (options.trusted === false) await page.locator('.part.banner .message-container').first().waitFor();
  return workbench;
}

/** What the window opens: a folder, a file that names several, or nothing. */
async function windowOn(workspace: string, opens: WorkbenchOptions['opens']): Promise<string | undefined> {
  if (opens === 'nothing') return undefined;
  if (opens !== 'sub-folders') return workspace;
  const entries = await readdir(workspace, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => ({ path: name }));
  const file = path.join(workspace, 'several.code-workspace');
  await writeFile(file, JSON.stringify({ folders }));
  return file;
}

/** Saves a picture of every open workbench under a name that begins with `prefix`. */
export async function screenshotOpenWorkbenches(prefix: string): Promise<void> {
  const safe = prefix.replaceAll(/[^\w-]+/g, '-');
  await Promise.all([...openOnes].map((workbench, index) => workbench.screenshot(`${safe}-${String(index)}`)));
}

interface Parts {
  readonly page: Page;
  readonly workspace: string;
  readonly root: string;
  readonly server: VSCodeServer;
  readonly browser: Browser;
}

function drive(parts: Parts): Workbench {
  const { page, workspace } = parts;
  const lines: string[] = [];
  page.on('console', (message) => {
    lines.push(message.text());
  });
  const workbench: Workbench = {
    page,
    workspace,
    runCommand: (title) => runCommand(page, title),
    closeEditors: () => closeEditors(page),
    explorerRow: (name) => explorerRow(page, name),
    explorerMenu: (names, item) => chooseInExplorerMenu(page, names, item),
    explorerMenuItems: (names) => explorerMenuItems(page, names),
    menuShows: async (name, item) => {
      await until(`the menu of ${name} shows ${item}`, async () =>
        (await explorerMenuItems(page, [name])).find((found) => found === item),
      );
    },
    pick: (label) => choose(page, label),
    pickLabels: () => pickLabels(page),
    chooseInFileDialog: async (file) => {
      await typeInQuickPick(page, file);
      await choose(page, path.basename(file));
    },
    webview: (selector) => webviewWith(page, selector),
    notification: (text) => notificationSaying(page, text),
    statusBarItem: (text) => page.locator('.statusbar-item', { hasText: text }),
    setTheme: (theme) => setTheme(page, theme),
    screenshot: async (name) => {
      const file = path.join(project, 'test-results', `${name}.png`);
      await mkdir(path.dirname(file), { recursive: true });
      await page.screenshot({ path: file });
      return file;
    },
    accessibilityViolations: (element) => accessibilityViolations(page, element),
    contentSecurityViolations: () => lines.filter((line) => line.includes('Content Security Policy')),
    consoleLines: () => lines,
    reload: async () => {
      const loaded = page.waitForEvent('load');
      await runCommand(page, 'Developer: Reload Window');
      await loaded;
      await explorerIsShown(page);
    },
    close: async () => {
      openOnes.delete(workbench);
      await parts.browser.close();
      await parts.server.stop();
      await rm(parts.root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return workbench;
}

async function writeWorkspace(workspace: string, files: WorkbenchOptions['files']): Promise<void> {
  await mkdir(workspace, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const target = path.join(workspace, name);
    await mkdir(path.dirname(target), { recursive: true });
    if (typeof content === 'string') await cp(content, target, { recursive: true });
    else await writeFile(target, content);
  }
}

async function notificationSaying(page: Page, text: string | RegExp): Promise<Locator> {
  const found = page.locator('.notification-list-item', { hasText: text });
  return tryUntilItWorks(async () => {
    await runCommand(page, 'Notifications: Show Notifications');
    await found.waitFor({ timeout: NOTIFICATION_MS });
    return found;
  });
}

async function webviewWith(page: Page, selector: string): Promise<Frame> {
  const deadline = Date.now() + WAIT_MS;
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      if (frame.parentFrame() !== null && (await isShown(frame, selector))) return frame;
    }
    await pause(POLL_MS);
  }
  throw new Error(`No webview showed ${selector} within ${String(WAIT_MS)} ms.`);
}

async function isShown(frame: Frame, selector: string): Promise<boolean> {
  try {
    return await frame.locator(selector).first().isVisible();
  } catch {
    // The frame went away while it was asked.
    return false;
  }
}
