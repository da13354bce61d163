import { cp, glob, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { project } from './run-node.ts';
import { thirdPartyNotices } from './third-party-notices.ts';

/** The platforms that ONNX Runtime has a binary for, by VS Code's names. */
export const TARGETS = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64'] as const;

/** What stands in package.json for those who develop, and not for VS Code. */
const FOR_DEVELOPMENT = ['allowScripts', 'bin', 'dependencies', 'devDependencies', 'files', 'overrides', 'scripts'];
const AS_THEY_ARE = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'SECURITY.md',
  'docs',
  'l10n',
  'media',
  'schemas',
  'package.nls.json',
];
const BUNDLES = ['dist/{extension*,engine*,cli}.js', 'dist/webview/*.{js,ttf,woff2}'];

/**
 * Fills an empty folder with what an installed extension needs on one platform, and nothing else: the bundles, the command line
 * for VS Code's terminal among them, the media, and of ONNX Runtime the one binary.
 */
export async function writeExtensionFolder(folder: string, target: string): Promise<void> {
  await writeManifest(folder);
  for (const name of AS_THEY_ARE) await cp(path.join(project, name), path.join(folder, name), { recursive: true });
  for await (const file of glob(BUNDLES, { cwd: project })) {
    await cp(path.join(project, file), path.join(folder, file));
  }
  await copyRuntime(path.join(folder, 'dist', 'node_modules'), target);
  await writeFile(path.join(folder, 'ThirdPartyNotices.txt'), await thirdPartyNotices());
}

async function writeManifest(folder: string): Promise<void> {
  const manifest = JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8')) as Record<string, unknown>;
  const kept = Object.fromEntries(Object.entries(manifest).filter(([key]) => !FOR_DEVELOPMENT.includes(key)));
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(kept, null, 2)}\n`);
}

/** Beside the bundles, where their `require` finds it. */
async function copyRuntime(folder: string, target: string): Promise<void> {
  const [platform = '', architecture = ''] = target.split('-');
  const binary = path.join('onnxruntime-node', 'bin', 'napi-v6', platform, architecture);
  const packages = path.join(project, 'node_modules');
  if (!existsSync(path.join(packages, binary))) {
    throw new Error(`ONNX Runtime has no binary for ${target}; there are ${TARGETS.join(', ')}.`);
  }
  await cp(path.join(packages, binary), path.join(folder, binary), { recursive: true });
  for (const [name, scripts] of [
    ['onnxruntime-node', 'dist'],
    ['onnxruntime-common', 'dist/cjs'],
  ] as const) {
    await cp(path.join(packages, name, 'package.json'), path.join(folder, name, 'package.json'));
    await cp(path.join(packages, name, scripts), path.join(folder, name, scripts), {
      recursive: true,
      filter: (source) => !/\.(d\.ts|map)$/.test(source),
    });
  }
}
