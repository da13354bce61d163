/** Runs the tests inside a real VS Code and says which one it was. `--report FILE` leaves the counts there as JSON. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleTestsInside } from '../test/support/vscode-host/bundle-tests.ts';
import { pickHost, runInside } from '../test/support/vscode-host/run-inside.ts';
import type { InsideReport } from '../test/support/vscode-host/inside-runner.ts';
import { project } from './support/run-node.ts';

const { values } = parseArgs({
  options: { report: { type: 'string', default: path.join(project, 'test-results', 'vscode.json') } },
});

await mkdir(path.dirname(values.report), { recursive: true });
await rm(values.report, { force: true });
const tests = await bundleTestsInside();
const host = await pickHost();
console.log(`Host: ${host.name}`);
const code = await runInside(host, {
  extension: project,
  tests,
  workspace: path.join(project, 'media', 'sample'),
  environment: { WORKBENCH_REPORT: values.report, WORKBENCH_LONG: process.env.WORKBENCH_LONG ?? '' },
});
for (const line of await reported()) console.log(line);
process.exit(code);

async function reported(): Promise<readonly string[]> {
  try {
    // Written by our own runner.
    return (JSON.parse(await readFile(values.report, 'utf8')) as InsideReport).lines;
  } catch {
    return ['The extension host ended before the tests did: there is no report.'];
  }
}
