import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { launchBrowser } from './chromium.ts';
import { HOSTED_VSCODE_VERSION } from './code-server.ts';
import { startServer } from './server.ts';
import { writeUserSettings } from './user-settings.ts';
import { workbenchUrl } from './workbench-url.ts';

const DOWNLOAD_STALL_MS = 20_000;
const RUN_TIMEOUT_MS = 5 * 60_000;

export interface InsideRun {
  /** Absolute path of the extension under development. */
  readonly extension: string;
  /** Absolute path of the bundled tests. */
  readonly tests: string;
  /** The folder of which a copy is opened. */
  readonly workspace: string;
  /** Added to the environment of the extension host. */
  readonly environment: Readonly<Record<string, string>>;
}

export type Host =
  | { readonly kind: 'desktop'; readonly executable: string; readonly name: string }
  | { readonly kind: 'server'; readonly name: string };

/** Desktop VS Code where one is given, or can be downloaded and shown; else the VS Code Server in a browser. */
export async function pickHost(): Promise<Host> {
  const given = process.env.VSCODE_EXECUTABLE_PATH;
  if (given !== undefined) return { kind: 'desktop', executable: given, name: `desktop VS Code at ${given}` };
  const server: Host = { kind: 'server', name: `VS Code Server ${HOSTED_VSCODE_VERSION} in a browser` };
  if (!hasDisplay()) return server;
  try {
    const executable = await downloadAndUnzipVSCode({ timeout: DOWNLOAD_STALL_MS });
    return { kind: 'desktop', executable, name: 'downloaded desktop VS Code' };
  } catch {
    return server;
  }
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

/** Runs the tests inside VS Code on a fresh copy of the workspace. Gives the exit code. */
export async function runInside(host: Host, run: InsideRun): Promise<number> {
  const root = await mkdtemp(path.join(tmpdir(), 'workbench-inside-'));
  const workspace = path.join(root, 'workspace');
  await cp(run.workspace, workspace, { recursive: true });
  try {
    if (host.kind === 'desktop') return await onDesktop(host.executable, root, { ...run, workspace });
    return await onServer(root, { ...run, workspace });
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function onDesktop(executable: string, root: string, run: InsideRun): Promise<number> {
  const profile = path.join(root, 'profile');
  await mkdir(profile);
  return runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: run.extension,
    extensionTestsPath: run.tests,
    extensionTestsEnv: { ...run.environment },
    launchArgs: [
      run.workspace,
      '--disable-extensions',
      '--disable-workspace-trust',
      '--skip-welcome',
      ...['--user-data-dir', profile],
    ],
  });
}

async function onServer(root: string, run: InsideRun): Promise<number> {
  const dataFolder = path.join(root, 'data');
  await writeUserSettings(dataFolder, {});
  const server = await startServer({ dataFolder, trusted: true, environment: run.environment });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const ended = Promise.withResolvers<number>();
    const timer = setTimeout(() => {
      ended.reject(new Error(`The tests inside VS Code did not end within ${String(RUN_TIMEOUT_MS)} ms.`));
    }, RUN_TIMEOUT_MS);
    await page.exposeFunction('codeAutomationLog', () => undefined);
    await page.exposeFunction('codeAutomationExit', (code: number) => {
      ended.resolve(code);
    });
    await page.goto(workbenchUrl({ ...run, port: server.port }));
    return await ended.promise.finally(() => {
      clearTimeout(timer);
    });
  } finally {
    await browser.close();
    await server.stop();
  }
}
