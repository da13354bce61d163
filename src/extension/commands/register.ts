import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../disposables';
import type { CommandHandlers, CommandId } from './contract';

export interface CommandWatch {
  readonly log: Pick<vscode.LogOutputChannel, 'info'>;
  /** Tells the user of an error and never throws. */
  readonly report: (error: unknown) => void;
}

/** Registers every command through one wrapper that times, logs and reports. */
export function registerCommands(handlers: CommandHandlers, watch: CommandWatch): Disposable {
  const store = new DisposableStore();
  for (const id of Object.keys(handlers) as CommandId[]) {
    store.add(vscode.commands.registerCommand(id, watched(id, handlers[id] as Handler, watch)));
  }
  return store;
}

type Handler = (...argument: unknown[]) => unknown;

function watched(id: CommandId, handler: Handler, watch: CommandWatch): Handler {
  return async (...argument) => {
    const begin = performance.now();
    const told = (how: string): void =>
      watch.log.info(`${id} ${how} after ${Math.round(performance.now() - begin)} ms`);
    try {
      const result = await handler(...argument);
      told('ended');
      return result;
    } catch (error) {
      told('failed');
      watch.report(error);
      return undefined;
    }
  };
}
