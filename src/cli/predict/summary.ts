import type { Issue } from '../../contract/issue';
import type { PredictOutcome, Proposal } from '../../contract/predict';
import type { Metrics } from '../../contract/run';
import { bindingText, nameOf } from '../binding-text';
import { printIssues } from '../issues-text';
import type { Terminal } from '../terminal';

type Finished = Exclude<PredictOutcome, { status: 'stopped' }>;

const LONGEST_WHOLE = 80;

/** Says on stderr how a prediction went: what was bound how, what did not fit, metrics, where it was logged. */
export function printSummary(terminal: Terminal, outcome: Finished, out: string | undefined): void {
  const { head, metrics } = outcome;
  for (const binding of head.binding) terminal.message(`  ${bindingText(binding)}`);
  printIssues(terminal, withoutRepeats(outcome));
  terminal.message(terminal.style(outcome.status === 'ok' ? 'green' : 'red', countLine(outcome)));
  if (metrics) terminal.message(metricsLine(metrics));
  for (const [name, value] of Object.entries(outcome.whole ?? {}))
    terminal.message(`${name}, of the whole run: ${wholeText(value)}`);
  if (out !== undefined && outcome.status === 'ok') terminal.message(`Written to ${out}`);
  printLog(terminal, outcome);
}

/** What an accepted proposal left out says which columns are unused; the metrics say which one is the target. */
function withoutRepeats({ issues, metrics }: Finished): readonly Issue[] {
  if (!issues.some(({ code }) => code === 'columns-by-proposal')) return issues;
  return issues.filter(({ code }) => code !== 'unused-columns' && !(metrics && code === 'target-found'));
}

export function printDropped(terminal: Terminal, { dropped }: Proposal): void {
  for (const { column, as, why } of dropped) terminal.message(`  leave out ${nameOf(column)} as ${as}: ${why}`);
}

function countLine({ status, rows, skipped, head, timing }: Finished): string {
  const count = new Intl.NumberFormat('en').format(rows);
  const what = { ok: 'Predicted', failed: 'Failed after', cancelled: 'Cancelled after' }[status];
  const dataName = head.data === '-' ? 'standard input' : head.data;
  const left = skipped > 0 ? `, ${skipped} of them skipped` : '';
  return `${what} ${count} ${rows === 1 ? 'row' : 'rows'} of ${dataName}${left} in ${seconds(timing.total)} (reading ${seconds(timing.parse)}, inference ${seconds(timing.infer)})`;
}

function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

function metricsLine(metrics: Metrics): string {
  const without =
    metrics.rowsWithoutTruth > 0
      ? `; ${metrics.rowsWithoutTruth} ${metrics.rowsWithoutTruth === 1 ? 'row has' : 'rows have'} no truth`
      : '';
  const where = `over ${metrics.rows} rows, against ${nameOf(metrics.truth)}${without}`;
  if ('accuracy' in metrics) return `Accuracy ${digits(metrics.accuracy)} ${where}`;
  return `MAE ${digits(metrics.mae)}, RMSE ${digits(metrics.rmse)}, R2 ${digits(metrics.r2)} ${where}`;
}

/** An output without a row axis may be large. */
function wholeText(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= LONGEST_WHOLE ? text : `${text.slice(0, LONGEST_WHOLE)}... (--json has all of it)`;
}

/** Four significant digits; metrics of a run without truth may come as text (NaN). */
function digits(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}

function printLog(terminal: Terminal, { head, firstRun }: Finished): void {
  if (head.run === null || head.log === undefined) return;
  terminal.message(terminal.style('dim', `Logged as run ${head.run} in ${head.log}`));
  if (!firstRun) return;
  terminal.message(
    'This is the first run in this log. It keeps inputs and predictions on this machine only; --no-log turns it off for one run, ' +
      'and "log": {"inputs": "off"} in the settings beside the model leaves the inputs out.',
  );
}
