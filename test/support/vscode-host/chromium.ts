import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { cachedFolder } from './cached-folder.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface BrowserCommand {
  readonly executable: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Launches headless a Chromium that is already there (`WORKBENCH_BROWSER` names one), else the packaged one. */
export async function launchBrowser(): Promise<Browser> {
  const { executable, environment } = await findBrowser();
  return chromium.launch({ executablePath: executable, args: FLAGS, env: { ...process.env, ...environment } });
}

async function findBrowser(): Promise<BrowserCommand> {
  const named = process.env.WORKBENCH_BROWSER;
  const executable = named ?? installedBrowsers().find((candidate) => existsSync(candidate));
  return executable === undefined ? packagedBrowser() : { executable, environment: {} };
}

function installedBrowsers(): string[] {
  switch (process.platform) {
    case 'win32':
      return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) => {
        const base = process.env[variable];
        if (base === undefined) return [];
        return [
          path.join(base, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          path.join(base, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ];
      });
    case 'darwin':
      return [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
      ];
    default:
      return ['google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chromium', 'chromium-browser'].map(
        (name) => `/usr/bin/${name}`,
      );
  }
}

/** The Chromium that an npm package carries, unpacked into the per-user cache with the libraries it may lack. */
async function packagedBrowser(): Promise<BrowserCommand> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No browser found: install Chrome, Edge or Chromium, or name one in WORKBENCH_BROWSER.');
  }
  const require = createRequire(import.meta.url);
  const entry = require.resolve('@sparticuz/chromium');
  const version = packageVersion(require, path.resolve(entry, '../../package.json'));
  const folder = await cachedFolder(`chromium-with-fonts-${version}`, async (empty) => {
    await unpack(entry, empty);
    await writeFile(path.join(empty, 'fonts', 'fonts.conf'), FONTS);
  });
  const executable = path.join(folder, 'chromium');
  const startsAlone = spawnSync(executable, ['--version'], { stdio: 'ignore' }).status === 0;
  return {
    executable,
    environment: {
      FONTCONFIG_PATH: path.join(folder, 'fonts'),
      ...(startsAlone ? {} : { LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib') }),
    },
  };
}

function packageVersion(require: NodeJS.Require, manifest: string): string {
  const parsed: unknown = require(manifest);
  if (typeof parsed === 'object' && parsed !== null && 'version' in parsed) return String(parsed.version);
  throw new Error(`${manifest} has no version.`);
}

/** The system's fonts where there are any, and the one that is carried. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
</fontconfig>
`;

/** In a process of its own, because the package unpacks into the temporary folder and decides by the environment what. */
function unpack(entry: string, folder: string): Promise<void> {
  const script = `import(${JSON.stringify(pathToFileURL(entry).href)}).then((module) => module.default.executablePath())`;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--eval', script], {
      env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`Unpacking the packaged Chromium into ${folder} ended with ${String(code)}.`));
    });
  });
}
