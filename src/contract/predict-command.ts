import { bindingFlags, chosenSettings, flag, positional, readingFlags } from './command-words';
import { WorkbenchError } from './issue';
import type { PredictRequest } from './predict';

/** What a command line has to say. */
export type CommandRequest = Pick<
  PredictRequest,
  'model' | 'data' | 'binding' | 'reading' | 'onError' | 'batch' | 'log'
>;

export interface PredictCommand {
  /** Behind the program's name, not yet quoted for a shell. */
  readonly words: readonly string[];
  /** What was chosen and has no flag, as keys of the settings beside the model: `id`, `missing`, `truth`. */
  readonly unsaid: readonly string[];
}

/**
 * `predict MODEL DATA` with every flag that the request needs. Throws WorkbenchError (`usage`) for rows that stand in the
 * request itself: a command line has no place for them.
 */
export function predictCommand(request: CommandRequest): PredictCommand {
  const { binding, reading, onError, batch, log } = request;
  const chosen = chosenSettings(binding);
  const flags = [
    ...bindingFlags({ ...binding, ...chosen.said }),
    ...readingFlags(reading),
    ...(onError === 'skip' ? ['--on-error', 'skip'] : []),
    ...flag('batch', batch),
    ...(log.kind === 'off' ? ['--no-log'] : []),
    ...(log.kind === 'file' ? flag('log', log.path) : []),
  ];
  return { words: ['predict', positional(request.model), ...dataWords(request), ...flags], unsaid: chosen.unsaid };
}

function dataWords({ data }: CommandRequest): readonly string[] {
  switch (data.kind) {
    case 'file':
      return [positional(data.path)];
    case 'stdin':
      return ['-'];
    case 'generated':
      return ['--generate', String(data.rows)];
    case 'inline':
      throw new WorkbenchError('usage', {
        code: 'no-command-for-selection',
        message: 'The rows are in no file that a command could name: save them, and run the model on that file.',
      });
  }
}
