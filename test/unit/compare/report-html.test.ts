import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Comparison } from '../../../src/contract/comparison';
import { htmlReport } from '../../../src/compare/report-html';

const comparison: Comparison = {
  run: null,
  verdict: 'same',
  summary: 'Same: every value is equal',
  notes: [],
  baseline: { kind: 'model', name: '</title><script>alert(1)</script>' },
  candidate: { kind: 'model', name: 'candidate.onnx' },
  data: 'data.csv',
  rows: 3,
  structure: { status: 'identical' },
  outputs: [],
  onlyInBaseline: [],
  onlyInCandidate: [],
  gates: [],
  issues: [],
  timing: { parse: 0, bind: 0, infer: 0, write: 0, total: 0 },
};
const html = htmlReport(comparison);

it('allows its own style sheet by its hash, and nothing else', () => {
  const style = /<style>([^<]*)<\/style>/.exec(html)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(style).toContain('color-scheme');
  expect(/Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'`,
  );
});

it('shows a name that is markup as text', () => {
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});
