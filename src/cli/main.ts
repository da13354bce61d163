import { join } from 'node:path';
import { createEngineClient } from '../engine/client/engine-client';
import type { CommandContext } from './context';
import { EXIT } from './exit-code';
import { runCli } from './run-cli';
import { createTerminal } from './terminal';

/** Entry of the command line: binds it to this process. */
const debug = process.env.ONNX_WORKBENCH_DEBUG === '1';
const terminal = createTerminal(process.stdout, process.stderr);

/** The second Ctrl-C does not wait. */
function onInterrupt(cancel: () => void): () => void {
  let interrupts = 0;
  const listener = (): void => {
    interrupts++;
    if (interrupts > 1) process.exit(EXIT.cancelled);
    cancel();
  };
  process.on('SIGINT', listener).on('SIGTERM', listener);
  return () => process.off('SIGINT', listener).off('SIGTERM', listener);
}

const context: CommandContext = {
  terminal,
  folder: process.cwd(),
  words: process.argv.slice(2),
  program: process.env.npm_command === 'exec' ? 'npx onnx-workbench' : 'onnx-workbench',
  platform: process.platform,
  startEngine: ({ stdin = false, onWrite } = {}) =>
    createEngineClient({
      entry: join(__dirname, 'engine.js'),
      stdin,
      ...(onWrite ? { onWrite } : {}),
      ...(debug ? { onEvent: (message: string) => terminal.message(message) } : {}),
    }),
  onInterrupt,
};

void runCli(context, debug).then((code) => process.exit(code));
