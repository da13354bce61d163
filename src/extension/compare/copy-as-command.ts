import type { CompareRequest } from '../../contract/compare';
import { compareCommand } from '../../contract/compare-command';
import type { Side } from '../../contract/side';
import { absoluteSettings, copyCommand, pathFromTerminal } from '../results/copy-as';

/** Puts the command line that makes the same comparison on the clipboard, for the shell of VS Code's terminal. */
export async function copyComparisonAsCommand(request: CompareRequest): Promise<void> {
  await copyCommand(compareCommand(fromTerminal(request)));
}

function fromTerminal(request: CompareRequest): CompareRequest {
  const path = pathFromTerminal(request.folder);
  if (!path) return request;
  const { baseline, candidate, data, binding } = request;
  const side = (one: Side): Side => {
    if (one.kind === 'model') return { ...one, path: path(one.path) };
    return one.kind === 'predictions' && one.file !== undefined ? { ...one, file: path(one.file) } : one;
  };
  return {
    ...request,
    baseline: side(baseline),
    candidate: side(candidate),
    ...(data && { data: data.kind === 'file' ? { ...data, path: path(data.path) } : data }),
    binding: absoluteSettings(binding, path),
  };
}
