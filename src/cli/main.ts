import { join } from 'node:path';
import { createEngineClient } from '../engine/client/engine-client';
import { versionCache } from '../versions/version-cache';
import type { CommandContext } from './context';
import { runCli } from './run-cli';
import { createTerminal } from './terminal';

/** Entry of the command line: binds it to this process. */
const debug = process.env.ONNX_WORKBENCH_DEBUG === '1';
const terminal = createTerminal(process.stdout, process.stderr);

/** The first Ctrl-C cancels; the second does what Ctrl-C does by itself. */
function onInterrupt(cancel: () => void): () => void {
  const stop = (): void => {
    process.off('SIGINT', listener).off('SIGTERM', listener);
  };
  const listener = (): void => {
    stop();
    cancel();
  };
  process.on('SIGINT', listener).on('SIGTERM', listener);
  return stop;
}

const context: CommandContext = {
  terminal,
  folder: process.cwd(),
  versions: versionCache(process.env),
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

// Not `process.exit`: it can wait for ever for a thread of V8 that waits for the main thread to collect garbage.
void runCli(context, debug).then((code) => {
  process.exitCode = code;
});
