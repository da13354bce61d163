import type { Comparison } from '../contract/comparison';
import { digits } from '../contract/comparison-text';
import { escapeMarkup } from '../contract/escape-markup';

interface TestCase {
  readonly name: string;
  /** Why it failed. */
  readonly failure?: string;
  /** What is said beside a test that passes. */
  readonly output?: string;
}

/** Gates as tests; without gates the verdict alone, which fails where nothing can be compared. */
export function junitReport(comparison: Comparison): string {
  const { baseline, candidate, timing } = comparison;
  const cases = casesOf(comparison);
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const seconds = (timing.total / 1000).toFixed(3);
  const suite = escapeMarkup(`compare ${baseline.name} ${candidate.name}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${cases.length}" failures="${failures}" time="${seconds}">`,
    `<testsuite name="${suite}" tests="${cases.length}" failures="${failures}" errors="0" skipped="0" time="${seconds}">`,
    ...cases.map((one) => caseText(one, suite)),
    '</testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function casesOf({ verdict, summary, gates }: Comparison): readonly TestCase[] {
  const compared: TestCase = {
    name: 'compared',
    ...(verdict === 'incomparable' ? { failure: summary } : { output: summary }),
  };
  return [
    compared,
    ...gates.map(({ gate, passed, value, why }): TestCase => {
      const measured = why ?? (value === null ? 'nothing was measured' : `is ${digits(value)}`);
      return { name: gate, ...(passed ? { output: measured } : { failure: measured }) };
    }),
  ];
}

function caseText({ name, failure, output }: TestCase, suite: string): string {
  const start = `<testcase name="${escapeMarkup(name)}" classname="${suite}" time="0">`;
  const inside =
    failure === undefined
      ? `<system-out>${escapeMarkup(output ?? '')}</system-out>`
      : `<failure message="${escapeMarkup(failure)}"/>`;
  return `${start}${inside}</testcase>`;
}
