import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Log } from '../../../../src/log/log';
import { openLog, type OpenLogOptions } from '../../../../src/log/open';

/** A folder of this test alone. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'workbench-log-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An open log that is closed with the test. */
export async function openedLog(path: string, options: Partial<OpenLogOptions> = {}): Promise<Log> {
  const opening = await openLog(path, { mode: 'write', ...options });
  if (opening.kind !== 'open') throw new Error(`The log is ${opening.kind}.`);
  onTestFinished(() => opening.log.close().catch(() => undefined));
  return opening.log;
}
