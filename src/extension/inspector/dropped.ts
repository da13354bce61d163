import { fileKind } from '../pick/kinds';

/** What was dropped, by what can be done with it. Absolute paths. */
export interface Dropped {
  readonly models: readonly string[];
  readonly data: readonly string[];
  /** Names of all else. */
  readonly others: readonly string[];
}

/** What is used of `vscode.Uri`. */
interface Address {
  readonly scheme: string;
  readonly path: string;
  readonly fsPath: string;
}

/** In a remote window the page gives addresses of the remote machine, which is the one that the extension works on. */
const LOCAL_SCHEMES: ReadonlySet<string> = new Set(['file', 'vscode-remote']);

export function sortDropped(uris: readonly Address[]): Dropped {
  const dropped = { models: new Array<string>(), data: new Array<string>(), others: new Array<string>() };
  for (const uri of uris) {
    const kind = LOCAL_SCHEMES.has(uri.scheme) ? fileKind(uri.path) : 'other';
    if (kind === 'model') dropped.models.push(uri.fsPath);
    else if (kind === 'data') dropped.data.push(uri.fsPath);
    else dropped.others.push(uri.path.split('/').at(-1) ?? uri.path);
  }
  return dropped;
}
