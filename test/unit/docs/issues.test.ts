import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** docs/issues.md lists every code that the source can give, and no other. */
const ROOT = join(import.meta.dirname, '../../..');
/** Codes of issues; the editor's own are not issues of a run. */
const ROOMS = ['cli', 'compare', 'data', 'engine', 'log', 'onnx', 'sidecar', 'tensors', 'versions'];

const CODE = "'([a-z0-9]+(?:-[a-z0-9]+)+)'";
/** Where a code stands: in an issue, or as the argument of what makes one. */
const GIVEN = [
  `code: ${CODE}`,
  `(?<!Wire)Error\\(\\s*${CODE}`,
  `Usage\\(${CODE}`,
  `fail\\(\\s*${CODE}`,
  `warning\\(${CODE}`,
  `fault\\(${CODE}`,
  `objectProblem\\(${CODE}`,
  `errorIssue\\(\\s*context,\\s*${CODE}`,
];

const sources = ROOMS.flatMap((room) =>
  readdirSync(join(ROOT, 'src', room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(ROOT, 'src', room, file), 'utf8')),
).join('\n');
const given = new Set(
  GIVEN.flatMap((pattern) => [...sources.matchAll(new RegExp(pattern, 'g'))].map(([, code = '']) => code)),
);
const documented = [...readFileSync(join(ROOT, 'docs/issues.md'), 'utf8').matchAll(/^\| `([a-z0-9-]+)`/gm)].map(
  ([, code = '']) => code,
);

describe('docs/issues.md', () => {
  it('lists every code', () => {
    expect(given.size).toBeGreaterThan(100);
    expect([...given].filter((code) => !documented.includes(code))).toEqual([]);
  });

  it('lists no code twice, and none that nothing gives', () => {
    expect(documented.filter((code, index) => documented.indexOf(code) < index)).toEqual([]);
    // Some codes are put together: `${kind}-quote`.
    const unknown = documented.filter((code) => !sources.includes(`'${code}'`));
    expect(
      unknown.filter((code) => !/^(?:unsupported-(?:in|out)put-type|(?:malformed|unclosed)-quote)$/.test(code)),
    ).toEqual([]);
  });
});
