import { glob, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { project } from './run-node.ts';

const RUNTIME = ['onnxruntime-node', 'onnxruntime-common'];

/** Name, version and licence text of every package that went into the bundles, as their source maps tell. */
export async function thirdPartyNotices(): Promise<string> {
  const names = new Set(RUNTIME);
  for await (const map of glob('dist/**/*.js.map', { cwd: project })) await addPackages(map, names);
  const notices = await Promise.all([...names].sort().map((name) => notice(name)));
  return `ONNX Workbench contains the packages below.\n\n${notices.join('\n\n')}\n`;
}

async function addPackages(map: string, names: Set<string>): Promise<void> {
  const { sources } = JSON.parse(await readFile(path.join(project, map), 'utf8')) as { sources: readonly string[] };
  for (const source of sources) {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1];
    if (name !== undefined) names.add(name);
  }
}

async function notice(name: string): Promise<string> {
  const folder = path.join(project, 'node_modules', name);
  const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : `\n\n${(await readFile(path.join(folder, file), 'utf8')).trim()}`;
  return `=== ${name} ${String(manifest.version)} (${String(manifest.license)})${text}`;
}
