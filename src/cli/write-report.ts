import { resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { WorkbenchError } from '../contract/issue';
import { whyNotWritten } from '../contract/write-failure';
import type { CommandContext } from './context';

/** Writes a report in one step and says so. Throws WorkbenchError `report-not-written`. */
export async function writeReport(
  { terminal, folder }: Pick<CommandContext, 'terminal' | 'folder'>,
  file: string,
  text: string,
): Promise<void> {
  await writeFileAtomic(resolve(folder, file), text).catch((error: unknown) => {
    const message = `${file} cannot be written: ${whyNotWritten(error)}.`;
    throw new WorkbenchError('run', { code: 'report-not-written', message, file });
  });
  terminal.message(`Written to ${file}`);
}
