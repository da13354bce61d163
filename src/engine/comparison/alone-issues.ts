import type { Issue } from '../../contract/issue';

/** What is said of rows without a partner: `alone` of the data, `left` of predictions made elsewhere. */
export function aloneIssues(alone: number, left: number): readonly Issue[] {
  const issues: Issue[] = [];
  const add = (message: string): void => void issues.push({ severity: 'warning', code: 'rows-alone', message });
  if (alone > 0)
    add(
      `${alone} ${alone === 1 ? 'row' : 'rows'} of the data have no partner among the predictions: they are not compared.`,
    );
  if (left > 0)
    add(
      `${left} ${left === 1 ? 'row' : 'rows'} of the predictions have no partner in the data: they are not compared.`,
    );
  return issues;
}
