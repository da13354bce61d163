import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const COMMAND = 'onnx-workbench';

export interface TerminalCommand {
  /** The Node that runs the editor's extensions: nothing else has to be installed. */
  readonly node: string;
  /** The built command line. */
  readonly cli: string;
  /** Where the extension may write. */
  readonly storage: string;
}

/** Lays starters of the command line for every shell, and gives the folder that belongs on PATH. */
export async function layTerminalCommand({ node, cli, storage }: TerminalCommand): Promise<string> {
  const folder = join(storage, 'bin');
  await mkdir(folder, { recursive: true });
  const script = join(folder, COMMAND);
  await writeFile(script, `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec ${inShell(node)} ${inShell(cli)} "$@"\n`);
  await chmod(script, 0o755);
  await writeFile(
    `${script}.cmd`,
    `@echo off\r\nsetlocal\r\nset ELECTRON_RUN_AS_NODE=1\r\n${inBatch(node)} ${inBatch(cli)} %*\r\n`,
  );
  return folder;
}

function inShell(path: string): string {
  return `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

function inBatch(path: string): string {
  return `"${path.replaceAll('%', '%%')}"`;
}
