import { WorkbenchError, type Issue } from '../../contract/issue';
import type { PredictOutcome, PredictProgress, PredictRequest } from '../../contract/predict';
import type { EngineClient } from '../../engine/client/engine-client';
import type { CommandContext } from '../context';
import { EXIT, exitCodeOf, type ExitCode } from '../exit-code';
import { printIssues } from '../issues-text';
import { createJsonOutput, predictionsText, type JsonOutput } from './json-output';
import { predictOrder, type PredictFlags, type PredictOrder } from './predict-request';
import { createProgressBar } from './progress-bar';
import { commandWithMap, printProposal } from './proposal-text';
import { resultTable } from './result-table';
import { printSummary } from './summary';

const TABLE_ROWS = 20;
/** Rows asked for at once where `--json` reads its predictions back. */
const PAGE_ROWS = 1000;

/** `predict MODEL DATA`. Throws WorkbenchError where nothing could run and `--json` is not asked for. */
export async function predictCommand(
  context: CommandContext,
  model: string,
  data: string | undefined,
  flags: PredictFlags,
): Promise<ExitCode> {
  const { terminal, folder } = context;
  const order = predictOrder(model, data, flags, { folder, terminal: terminal.width !== undefined });
  const json = order.shown === 'json' || order.shown === 'json-beside-file' ? createJsonOutput(terminal) : undefined;
  const client = context.startEngine({
    stdin: data === '-',
    onWrite: (bytes) => (json ? json.predictions(bytes) : terminal.writeData(bytes)),
  });
  const interrupted = new AbortController();
  const stopListening = context.onInterrupt(() => interrupted.abort());
  try {
    const signal = AbortSignal.any([interrupted.signal, terminal.readerGone]);
    const outcome = withCommand(await run(context, client, order.request, json, signal), context);
    await show(context, client, order, json, outcome);
    report(context, outcome, flags.out);
    return terminal.readerGone.aborted && !interrupted.signal.aborted ? EXIT.ok : exitCode(outcome);
  } catch (error) {
    if (terminal.readerGone.aborted) return EXIT.ok;
    await json?.fail({ model, data: data ?? 'generated' }, issuesOf(error));
    throw error;
  } finally {
    stopListening();
    await client.dispose();
  }
}

async function run(
  context: CommandContext,
  client: EngineClient,
  request: PredictRequest,
  json: JsonOutput | undefined,
  signal: AbortSignal,
): Promise<PredictOutcome> {
  const bar = createProgressBar(
    request.output.kind === 'stream' && context.terminal.width !== undefined ? undefined : context.terminal.progress,
  );
  const onProgress = (report: unknown): void => {
    const progress = report as PredictProgress;
    if (progress.kind === 'rows') bar.update(progress);
    else if (request.output.kind === 'stream') void json?.begin(progress.head);
  };
  try {
    return await client.engine.predict(request, { signal, onProgress });
  } finally {
    bar.stop();
  }
}

async function show(
  { terminal }: CommandContext,
  client: EngineClient,
  { shown, request }: PredictOrder,
  json: JsonOutput | undefined,
  outcome: PredictOutcome,
): Promise<void> {
  if (shown === 'json-beside-file' && json) await readBack(client, json, outcome);
  if (json) await json.end(outcome);
  if (shown !== 'table' || outcome.status !== 'ok') return;
  const keep = request.output.kind === 'none' ? 'all' : request.output.keep;
  const page = await client.engine.rows({ ...origin(outcome.head), start: 0, end: TABLE_ROWS });
  const lines = resultTable(page, keep, terminal.width ?? 80);
  const more =
    outcome.rows > TABLE_ROWS ? [`... ${outcome.rows - TABLE_ROWS} more rows; --out FILE writes all of them`] : [];
  await terminal.writeData([...lines, ...more, ''].join('\n'));
}

/** The output went to a file, so the predictions are read page by page from where they were logged. */
async function readBack(client: EngineClient, json: JsonOutput, outcome: PredictOutcome): Promise<void> {
  if (outcome.status === 'stopped') return;
  await json.begin(outcome.head);
  for (let start = 0; start < outcome.rows;) {
    const page = await client.engine.rows({
      ...origin(outcome.head),
      start,
      end: Math.min(outcome.rows, start + PAGE_ROWS),
    });
    if (page.end <= start) break;
    await json.predictions(
      predictionsText(
        page.rows.map((row) => row.prediction),
        start === 0,
      ),
    );
    start = page.end;
  }
}

function origin({ result, log }: { readonly result: string; readonly log?: string }): { result: string; log?: string } {
  return log === undefined ? { result } : { result, log };
}

function report({ terminal }: CommandContext, outcome: PredictOutcome, out: string | undefined): void {
  if (terminal.readerGone.aborted) return;
  if (outcome.status !== 'stopped') {
    printSummary(terminal, outcome, out === '-' ? undefined : out);
    return;
  }
  printIssues(terminal, outcome.issues);
  if (outcome.proposal) printProposal(terminal, outcome.proposal);
}

function exitCode(outcome: PredictOutcome): ExitCode {
  switch (outcome.status) {
    case 'ok':
      return EXIT.ok;
    case 'stopped':
      return EXIT.usage;
    case 'cancelled':
      return EXIT.cancelled;
    case 'failed':
      return exitCodeOf(outcome.errorKind ?? 'run');
  }
}

function withCommand(outcome: PredictOutcome, { program, words, platform }: CommandContext): PredictOutcome {
  if (!outcome.proposal) return outcome;
  const command = commandWithMap(program, words, platform);
  return { ...outcome, proposal: { ...outcome.proposal, command } };
}

function issuesOf(error: unknown): readonly Issue[] {
  if (error instanceof WorkbenchError) return error.issues;
  const message = error instanceof Error ? error.message : String(error);
  return [{ severity: 'error', code: 'internal-error', message }];
}
