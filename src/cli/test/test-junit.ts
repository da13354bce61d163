import { escapeMarkup } from '../../contract/escape-markup';
import type { TestResult } from './test-result';

/** JUnit XML: one suite, a test case for each golden test. */
export function testJunit(results: readonly TestResult[]): string {
  const count = (status: TestResult['status']): number => results.filter((one) => one.status === status).length;
  const seconds = secondsOf(results.reduce((sum, { ms }) => sum + ms, 0));
  const totals = `tests="${results.length}" failures="${count('failed')}" errors="${count('error')}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${totals} time="${seconds}">`,
    `<testsuite name="onnx-workbench test" ${totals} skipped="0" time="${seconds}">`,
    ...results.map(caseText),
    '</testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseText({ test, status, reason = '', message = '', ms }: TestResult): string {
  const attributes = `name="${escapeMarkup(test.name)}" classname="${escapeMarkup(test.path)}" time="${secondsOf(ms)}"`;
  if (status === 'passed') return `<testcase ${attributes}/>`;
  const element = status === 'failed' ? 'failure' : 'error';
  const why = `type="${escapeMarkup(reason)}" message="${escapeMarkup(message)}"`;
  return `<testcase ${attributes}><${element} ${why}/></testcase>`;
}

function secondsOf(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
