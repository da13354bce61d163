import type { Writable } from 'node:stream';
import { styleText } from 'node:util';
import { WorkbenchError } from '../contract/issue';
import { harmless } from './harmless';

type Format = Parameters<typeof styleText>[0];

/** Where a command writes: data on stdout, progress and messages on stderr. */
export interface Terminal {
  /** Waits until the reader has taken it. Does nothing once the reader has gone. */
  writeData(data: string | Uint8Array): Promise<void>;
  /** One line on stderr, without what a terminal would act on. */
  message(text: string): void;
  /** Colours text for stderr where stderr is a terminal that wants colours. */
  style(format: Format, text: string): string;
  /** The same for stdout. */
  styleData(format: Format, text: string): string;
  /** Width of stdout in characters; undefined where it is no terminal. */
  readonly width: number | undefined;
  /** Stderr, where it is a terminal that can show a progress bar. */
  readonly progress: NodeJS.WriteStream | undefined;
  /**
   * Aborted when nothing more can be written to stdout: its reader has gone (`| head`), or, with a WorkbenchError as
   * the reason, it fails, as on a full disk.
   */
  readonly readerGone: AbortSignal;
}

const USUAL_WIDTH = 80;

export function createTerminal(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream): Terminal {
  const gone = new AbortController();
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    gone.abort(error.code === 'EPIPE' ? undefined : notWritten(error));
  });
  stderr.on('error', () => undefined);
  return {
    writeData: (data) => (gone.signal.aborted ? Promise.resolve() : writeAll(stdout, data, gone.signal)),
    message: (text) => void stderr.write(`${harmless(text)}\n`),
    style: (format, text) => styleText(format, text, { stream: stderr }),
    styleData: (format, text) => styleText(format, text, { stream: stdout }),
    // A terminal that does not know its size says 0.
    width: stdout.isTTY ? stdout.columns || USUAL_WIDTH : undefined,
    progress: stderr.isTTY ? stderr : undefined,
    readerGone: gone.signal,
  };
}

function notWritten(error: NodeJS.ErrnoException): WorkbenchError {
  const why = error.code === 'ENOSPC' ? 'the disk is full. Make room, or write elsewhere' : error.message;
  return new WorkbenchError('run', {
    code: 'stdout-not-written',
    message: `Standard output could not be written to its end: ${why}.`,
  });
}

function writeAll(stream: Writable, data: string | Uint8Array, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      gone.removeEventListener('abort', done);
      resolve();
    };
    gone.addEventListener('abort', done, { once: true });
    stream.write(data, done);
  });
}
