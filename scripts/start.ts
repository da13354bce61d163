/**
 * Builds, runs the bundled sample through the real engine, then opens VS Code on a working copy of it: the desktop one
 * where `code` is found, else, asked first or with `--browser`, one in the browser. Without a terminal it only runs.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { startServer } from '../test/support/vscode-host/server.ts';
import { writeUserSettings } from '../test/support/vscode-host/user-settings.ts';
import { workbenchUrl } from '../test/support/vscode-host/workbench-url.ts';
import { project, runNode, script } from './support/run-node.ts';

const workspace = path.join(project, 'sample-workspace');

const browserWanted = process.argv.includes('--browser');
const terminal = process.stdin.isTTY && process.stdout.isTTY;

await layWorkspace();
await succeed(script('build'));
console.log('\n$ npx onnx-workbench predict wine.onnx wine.csv\n');
await succeed(['dist/cli.js', 'predict', path.join(workspace, 'wine.onnx'), path.join(workspace, 'wine.csv')]);

if (browserWanted) await openInBrowser();
else if (!terminal) sayHowToOpen();
else if (hasDesktop()) openOnDesktop();
else if (await agreed()) await openInBrowser();
else sayHowToOpen();

/** Keeps what was changed in an earlier working copy. Its own log folder makes the runs land there. */
async function layWorkspace(): Promise<void> {
  await cp(path.join(project, 'media', 'sample'), workspace, { recursive: true, force: false });
  await mkdir(path.join(workspace, '.onnx-workbench'), { recursive: true });
}

async function succeed(nodeArguments: readonly string[]): Promise<void> {
  const code = await runNode(nodeArguments);
  if (code !== 0) process.exit(code);
}

function hasDesktop(): boolean {
  return spawnSync('code', ['--version'], { shell: process.platform === 'win32', stdio: 'ignore' }).status === 0;
}

function openOnDesktop(): void {
  console.log(`\nOpening VS Code on ${workspace}: right-click wine.onnx, then ONNX: Run Prediction...`);
  const windows = process.platform === 'win32';
  const quoted = (text: string): string => (windows ? `"${text}"` : text);
  spawn('code', [quoted(`--extensionDevelopmentPath=${project}`), quoted(workspace)], {
    shell: windows,
    stdio: 'ignore',
    detached: true,
  }).unref();
}

async function agreed(): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const question =
      '\nThe command `code` of VS Code is not on PATH. Open a VS Code in the browser instead? The first time';
    const answer = await prompt.question(`${question} this\nfetches about 600 MB from the npm registry. [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    prompt.close();
  }
}

async function openInBrowser(): Promise<void> {
  console.log('\nStarting a VS Code in the browser...');
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'onnx-workbench-vscode-'));
  await writeUserSettings(dataFolder, {});
  const token = randomBytes(18).toString('base64url');
  const server = await startServer({ dataFolder, trusted: true, token });
  console.log(`Open ${workbenchUrl({ port: server.port, workspace, extension: project, token })}`);
  console.log('then right-click wine.onnx and choose ONNX: Run Prediction... Ctrl-C ends it.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.stop().then(() => process.exit(0)));
  }
}

function sayHowToOpen(): void {
  console.log(
    `\nTo open the workbench on ${workspace}: run \`npm start\` in a terminal, or \`npm start -- --browser\`.`,
  );
}
