import { WorkbenchError } from '../contract/issue';
import { EXIT, exitCodeOf, type ExitCode } from './exit-code';
import { printIssues } from './issues-text';
import type { Terminal } from './terminal';

/** Says on stderr what went wrong and gives the exit code. A stack is printed only with ONNX_WORKBENCH_DEBUG=1. */
export function reportError(terminal: Terminal, error: unknown, debug: boolean): ExitCode {
  if (error instanceof WorkbenchError) {
    if (error.kind === 'cancelled') terminal.message('Cancelled.');
    else printIssues(terminal, error.issues);
    if (debug) terminal.message(String(error.stack));
    return exitCodeOf(error.kind);
  }
  const message = error instanceof Error ? error.message : String(error);
  const details = debug
    ? 'please report it with what follows.'
    : 'set ONNX_WORKBENCH_DEBUG=1 to see where, and please report it.';
  terminal.message(`${terminal.style('red', 'error:')} ${message} This is a fault of ONNX Workbench: ${details}`);
  if (debug && error instanceof Error) terminal.message(String(error.stack));
  return EXIT.failed;
}
