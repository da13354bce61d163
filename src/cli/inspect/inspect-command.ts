import { basename } from 'node:path';
import { WorkbenchError } from '../../contract/issue';
import type { CommandContext } from '../context';
import { EXIT, type ExitCode } from '../exit-code';
import { harmless } from '../harmless';
import { printIssues } from '../issues-text';
import type { Terminal } from '../terminal';
import { inspectText } from './inspect-text';

/** `inspect MODEL`. Throws WorkbenchError where the file is no readable model; with `--json` that is said on stdout too. */
export async function inspectCommand(
  context: CommandContext,
  model: string,
  flags: { readonly json?: true },
): Promise<ExitCode> {
  const { terminal, folder } = context;
  const client = context.startEngine();
  try {
    const summary = await client.engine.inspect({ model, folder }).catch(async (error: unknown) => {
      if (flags.json && error instanceof WorkbenchError)
        await writeObject(terminal, { file: basename(model), problems: error.issues });
      throw error;
    });
    if (flags.json) await writeObject(terminal, summary);
    else await terminal.writeData(harmless(`${inspectText(summary).join('\n')}\n`));
    printIssues(terminal, summary.problems);
    return summary.problems.some(({ severity }) => severity === 'error') ? EXIT.failed : EXIT.ok;
  } finally {
    await client.dispose();
  }
}

function writeObject(terminal: Terminal, content: object): Promise<void> {
  return terminal.writeData(`${JSON.stringify({ schema: 1, ...content }, null, 2)}\n`);
}
