/**
 * Makes `onnx-workbench-<target>-<version>.vsix`, for this platform or for those that are named: `npm run package -- --target
 * darwin-arm64`; `--target all` makes one for every platform. `--out FOLDER` says where to.
 */
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { TARGETS, writeExtensionFolder } from './support/extension-folder.ts';
import { project, runNode, script } from './support/run-node.ts';

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: `${process.platform}-${process.arch}` },
    out: { type: 'string', default: project },
  },
});
const targets = values.target === 'all' ? TARGETS : [values.target];
const { version } = JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8')) as { version: string };

if ((await runNode(script('build'))) !== 0) process.exit(1);
await mkdir(values.out, { recursive: true });
for (const target of targets) await packageFor(target);

async function packageFor(target: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'onnx-workbench-package-'));
  const packagePath = path.resolve(values.out, `onnx-workbench-${target}-${version}.vsix`);
  try {
    await writeExtensionFolder(folder, target);
    await createVSIX({
      cwd: folder,
      packagePath,
      target,
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const { size } = await stat(packagePath);
  console.log(`${packagePath}: ${(size / 1e6).toFixed(1)} MB`);
}
