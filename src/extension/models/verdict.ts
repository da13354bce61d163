import type { Issue } from '../../contract/issue';
import type { ModelReading } from './read-models';

/** How bad a model's worst problem is; undefined where nothing needs attention. */
export function verdict({ problems }: Pick<ModelReading, 'problems'>): 'error' | 'warning' | undefined {
  if (problems.some(({ severity }) => severity === 'error')) return 'error';
  return problems.some(({ severity }) => severity === 'warning') ? 'warning' : undefined;
}

/** Problems that need attention, the worst first. */
export function attention(problems: readonly Issue[]): readonly Issue[] {
  const of = (severity: Issue['severity']): readonly Issue[] => problems.filter((issue) => issue.severity === severity);
  return [...of('error'), ...of('warning')];
}
