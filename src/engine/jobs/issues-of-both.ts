import type { Issue } from '../../contract/issue';

/** What is the same of both sides is said once; what one side alone has to say names it. */
export function issuesOfBoth(
  sides: readonly { readonly title: string; readonly issues: readonly Issue[] }[],
): readonly Issue[] {
  const seen = new Map<string, { readonly issue: Issue; readonly titles: string[] }>();
  for (const { title, issues } of sides) {
    for (const issue of issues) {
      const key = `${issue.code} ${issue.message}`;
      const known = seen.get(key);
      if (known) known.titles.push(title);
      else seen.set(key, { issue, titles: [title] });
    }
  }
  return [...seen.values()].map(({ issue, titles }) =>
    titles.length === sides.length || issue.file !== undefined
      ? issue
      : { ...issue, message: `${titles.join(', ')}: ${issue.message}` },
  );
}
