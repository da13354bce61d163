import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: root });

/** Targets of links into the repository, and paths in backticks that begin with one of its folders, but no patterns. */
function mentioned(document: string): string[] {
  const text = readFileSync(path.join(root, document), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = '']) =>
    path.join(path.dirname(document), target),
  );
  const paths = [...text.matchAll(/`((?:src|webview|test|scripts|media|docs)\/[\w./-]+)`/g)].map(
    ([, target = '']) => target,
  );
  return [...links, ...paths];
}

describe('documents', () => {
  test.for(documents)('%s names only files that are there', (document) => {
    expect(mentioned(document).filter((target) => !existsSync(path.join(root, target)))).toEqual([]);
  });
});
