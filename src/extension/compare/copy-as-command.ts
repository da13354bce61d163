import type { CompareRequest } from '../../contract/compare';
import type { ComparisonSubject } from '../../contract/compare-page';
import { compareCommand } from '../../contract/compare-command';
import type { Side } from '../../contract/side';
import { absoluteSettings, copyCommand, pathFromTerminal } from '../copy-command';
import { withNamedVersions } from './named-versions';
import { compareRequest } from './request';

/** Puts the command line that makes the same comparison on the clipboard, for the shell of VS Code's terminal. */
export async function copyComparisonAsCommand(subject: ComparisonSubject): Promise<void> {
  await copyCommand(compareCommand(fromTerminal(subject)));
}

function fromTerminal(subject: ComparisonSubject): CompareRequest {
  const path = pathFromTerminal(subject.folder);
  const request = withNamedVersions(compareRequest(subject), subject, path);
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
