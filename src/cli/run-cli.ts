import { CommanderError, type Command } from 'commander';
import { WorkbenchError } from '../contract/issue';
import type { CommandContext } from './context';
import { EXIT, type ExitCode } from './exit-code';
import { createProgram } from './program';
import { reportError } from './report-error';
import type { Terminal } from './terminal';

/** Runs the command line `context.words` and gives its exit code; whatever goes wrong is said on stderr. */
export async function runCli(context: CommandContext, debug: boolean): Promise<ExitCode> {
  let code: ExitCode = EXIT.usage;
  const texts: Promise<void>[] = [];
  const program = createProgram(context, (finished) => {
    code = finished;
  });
  redirect(program, context.terminal, texts);
  try {
    await program.parseAsync([...context.words], { from: 'user' });
    await Promise.all(texts);
    const reason: unknown = context.terminal.readerGone.reason;
    if (reason instanceof WorkbenchError) throw reason;
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return reportError(context.terminal, error, debug);
  } finally {
    await Promise.all(texts);
  }
}

/** Help goes to stdout when asked for, to stderr with an error; subcommands do the same. */
function redirect(command: Command, terminal: Terminal, texts: Promise<void>[]): void {
  command.exitOverride();
  command.configureOutput({
    writeOut: (text) => void texts.push(terminal.writeData(text)),
    writeErr: (text) => terminal.message(text.trimEnd()),
  });
  for (const sub of command.commands) redirect(sub, terminal, texts);
}
