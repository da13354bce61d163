import type { CommandContext } from '../context';
import { EXIT, type ExitCode } from '../exit-code';
import { harmless } from '../harmless';
import { printIssues } from '../issues-text';
import { inspectText } from './inspect-text';

/** `inspect MODEL`. Throws WorkbenchError where the file is no readable model. */
export async function inspectCommand(
  context: CommandContext,
  model: string,
  flags: { readonly json?: true },
): Promise<ExitCode> {
  const { terminal, folder } = context;
  const client = context.startEngine();
  try {
    const summary = await client.engine.inspect({ model, folder });
    if (flags.json) await terminal.writeData(`${JSON.stringify({ schema: 1, ...summary }, null, 2)}\n`);
    else await terminal.writeData(harmless(`${inspectText(summary).join('\n')}\n`));
    printIssues(terminal, summary.problems);
    return summary.problems.some(({ severity }) => severity === 'error') ? EXIT.failed : EXIT.ok;
  } finally {
    await client.dispose();
  }
}
