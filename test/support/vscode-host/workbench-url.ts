import { pathToFileURL } from 'node:url';

export interface WorkbenchLocation {
  readonly port: number;
  /** Absolute path of the workspace folder, or of a `.code-workspace` file; undefined opens an empty window. */
  readonly workspace: string | undefined;
  /** Absolute path of the extension under development; an installed one needs none. */
  readonly extension?: string;
  /** Absolute path of the module whose `run` runs the tests inside. */
  readonly tests?: string;
  /** The connection token of a server that asks for one. */
  readonly token?: string;
}

/** The address that opens a workspace in the workbench of a server, with the extension under development. */
export function workbenchUrl(location: WorkbenchLocation): string {
  const remote = (file: string): string =>
    `vscode-remote://127.0.0.1:${String(location.port)}${pathToFileURL(file).pathname}`;
  const payload = [['skipWelcome', 'true']];
  if (location.extension !== undefined) payload.push(['extensionDevelopmentPath', remote(location.extension)]);
  if (location.tests !== undefined) payload.push(['extensionTestsPath', remote(location.tests)]);
  const query = new URLSearchParams({
    ...opened(location.workspace),
    payload: JSON.stringify(payload),
    ...(location.token === undefined ? {} : { tkn: location.token }),
  });
  return `http://127.0.0.1:${String(location.port)}/?${query.toString()}`;
}

function opened(workspace: string | undefined): Record<string, string> {
  if (workspace === undefined) return { ew: 'true' };
  return { [workspace.endsWith('.code-workspace') ? 'workspace' : 'folder']: pathToFileURL(workspace).pathname };
}
