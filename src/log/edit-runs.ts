import { WorkbenchError } from '../contract/issue';
import { RUN_NAME_LENGTH, RUN_NOTE_LENGTH, type RunChanges } from '../contract/run';
import type { Prepare } from './connection';

/**
 * Names a run or writes a note on it; an empty text takes it away, what is absent stays. Throws WorkbenchError of kind
 * `usage`: `run-name-too-long`, `run-note-too-long`.
 */
export function updateRun(prepare: Prepare, run: string, { name, note }: RunChanges): void {
  if (name !== undefined) prepare('UPDATE runs SET name = ? WHERE id = ?').run(checkedName(name), run);
  if (note !== undefined) prepare('UPDATE runs SET note = ? WHERE id = ?').run(checkedNote(note), run);
}

/** Throws WorkbenchError of kind `usage`, `run-under-way`, where any of the runs is still running. */
export function refuseRunning(prepare: Prepare, runs: readonly string[], path: string): void {
  const find = prepare(`SELECT host, pid FROM runs WHERE id = ? AND status = 'running'`);
  for (const id of runs) {
    const running = find.get(id);
    if (!running) continue;
    const who = `process ${String(running.pid)} on ${String(running.host)}`;
    throw new WorkbenchError('usage', {
      code: 'run-under-way',
      message: `Run ${id} is still running (${who}), so it cannot be deleted. Cancel it, or wait until it has ended.`,
      file: path,
    });
  }
}

/** One line without space around it; null where nothing is left. */
function checkedName(name: string | null): string | null {
  const line = (name ?? '').replaceAll(/\s+/g, ' ').trim();
  if (line.length > RUN_NAME_LENGTH) throw tooLong('run-name-too-long', 'name', line.length, RUN_NAME_LENGTH);
  return line === '' ? null : line;
}

function checkedNote(note: string | null): string | null {
  const text = (note ?? '').trim();
  if (text.length > RUN_NOTE_LENGTH) throw tooLong('run-note-too-long', 'note', text.length, RUN_NOTE_LENGTH);
  return text === '' ? null : text;
}

function tooLong(code: string, what: string, length: number, limit: number): WorkbenchError {
  const message = `The ${what} of a run takes at most ${limit} characters; this one has ${length}. Shorten it.`;
  return new WorkbenchError('usage', { code, message });
}
