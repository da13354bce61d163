import { harmless } from '../harmless';
import type { Terminal } from '../terminal';
import { passedCount, type TestResult } from './test-result';

/** A test that did not pass, and why. */
export function testLine(terminal: Terminal, { test, status, reason, message = '' }: TestResult): string {
  const head = terminal.styleData('red', status === 'failed' ? 'failed' : 'error ');
  return harmless(`${head} ${test.name} (${test.path})\n       ${message} [${reason ?? ''}]\n`);
}

export function testSummary(terminal: Terminal, results: readonly TestResult[]): string {
  const passed = passedCount(results);
  const failed = results.length - passed;
  const text = `${passed} passed, ${failed} failed`;
  return `${terminal.styleData(failed === 0 ? 'green' : 'red', text)}\n`;
}
