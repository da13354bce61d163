import type { CompareOutcome, CompareRequest } from '../../contract/compare';
import type { Comparison } from '../../contract/comparison';
import type { Side } from '../../contract/side';
import { WorkbenchError, type Issue } from '../../contract/issue';
import type { PredictProgress } from '../../contract/predict';
import type { EngineClient } from '../../engine/client/engine-client';
import type { CommandContext } from '../context';
import { EXIT, exitCodeOf, type ExitCode } from '../exit-code';
import { printIssues } from '../issues-text';
import { createProgressBar } from '../predict/progress-bar';
import { commandWithMap, printProposal } from '../predict/proposal-text';
import type { Terminal } from '../terminal';
import { writeReport } from '../write-report';
import type { CompareFlags, SideText } from './compare-flags';
import { compareRequest, type TypedComparison } from './compare-request';
import { compareText } from './compare-text';
import { resolveSides, type SidesContext } from './version-sides';

/** `compare BASELINE CANDIDATE`. Throws WorkbenchError where nothing could run and `--json` is not asked for. */
export async function compareCommand(
  context: CommandContext,
  baseline: string,
  candidate: string,
  flags: CompareFlags,
): Promise<ExitCode> {
  const typed = compareRequest(baseline, candidate, flags, context.folder);
  const client = context.startEngine({ stdin: flags.data === '-' });
  const interrupted = new AbortController();
  const stopListening = context.onInterrupt(() => interrupted.abort());
  try {
    const signal = AbortSignal.any([interrupted.signal, context.terminal.readerGone]);
    const { sides, issues } = await resolveSides(typed, sidesContext(context, client, flags, signal));
    const ended = await run(context, client, { ...typed, ...sides }, signal);
    const outcome = withCommand(withIssues(ended, issues), context);
    await show(context, client, outcome, flags);
    await writeReports(context, client, outcome.comparison, flags);
    return exitCode(outcome);
  } catch (error) {
    if (flags.json && !context.terminal.readerGone.aborted) await failJson(context, typed, error);
    throw error;
  } finally {
    stopListening();
    await client.dispose();
  }
}

async function run(
  { terminal }: CommandContext,
  client: EngineClient,
  request: CompareRequest,
  signal: AbortSignal,
): Promise<CompareOutcome> {
  const bar = createProgressBar(terminal.progress);
  const onProgress = (report: unknown): void => {
    const progress = report as PredictProgress;
    if (progress.kind === 'rows') bar.update(progress);
  };
  try {
    return await client.engine.compare(request, { signal, onProgress });
  } finally {
    bar.stop();
  }
}

function sidesContext(
  { folder, versions }: CommandContext,
  { engine }: EngineClient,
  { fetch, sidecar }: CompareFlags,
  signal: AbortSignal,
): SidesContext {
  const mayFetch = (): Promise<boolean> => Promise.resolve(fetch === true);
  return { folder, engine, cache: versions, mayFetch, ownSettings: sidecar !== undefined, signal };
}

/** What was found out before the comparison comes first. */
function withIssues(outcome: CompareOutcome, issues: readonly Issue[]): CompareOutcome {
  const { comparison } = outcome;
  return { ...outcome, comparison: { ...comparison, issues: [...issues, ...comparison.issues] } };
}

function withCommand(outcome: CompareOutcome, { program, words, platform }: CommandContext): CompareOutcome {
  const { comparison } = outcome;
  if (!comparison.proposal) return outcome;
  const command = commandWithMap(program, words, platform);
  return { ...outcome, comparison: { ...comparison, proposal: { ...comparison.proposal, command } } };
}

async function show(
  { terminal }: CommandContext,
  client: EngineClient,
  outcome: CompareOutcome,
  { json, md, safeCells = false }: CompareFlags,
): Promise<void> {
  const { comparison, status } = outcome;
  if (json) await terminal.writeData(`${JSON.stringify({ schema: 1, ...comparison })}\n`);
  else if (md) await terminal.writeData(await client.engine.compareReport({ comparison, format: 'md', safeCells }));
  else if (status === 'ok') await terminal.writeData(compareText(terminal, comparison));
  if (status === 'cancelled') {
    terminal.message('Cancelled.');
    return;
  }
  // A text has said why nothing could be compared.
  const told = json || md || status !== 'ok' ? '' : comparison.summary;
  printIssues(
    terminal,
    comparison.issues.filter(({ message }) => !told.includes(message)),
  );
  printEnd(terminal, outcome);
}

function printEnd(terminal: Terminal, outcome: CompareOutcome): void {
  const { status, comparison } = outcome;
  if (status === 'stopped' && comparison.proposal) printProposal(terminal, comparison.proposal);
  if (status === 'ok' && comparison.run !== null && outcome.log !== undefined)
    terminal.message(terminal.style('dim', `Logged as run ${comparison.run} in ${outcome.log}`));
}

async function writeReports(
  context: CommandContext,
  client: EngineClient,
  comparison: Comparison,
  { html, junit }: CompareFlags,
): Promise<void> {
  for (const [path, format] of [
    [html, 'html'],
    [junit, 'junit'],
  ] as const) {
    if (path === undefined) continue;
    const text = await client.engine.compareReport({ comparison, format });
    await writeReport(context, path, text);
  }
}

/** Whatever happened, `--json` prints one whole object. */
async function failJson({ terminal }: CommandContext, typed: TypedComparison, error: unknown): Promise<void> {
  const { baseline, candidate } = typed;
  const members = {
    schema: 1,
    run: null,
    verdict: 'incomparable',
    baseline: { kind: kindOf(baseline) },
    candidate: { kind: kindOf(candidate) },
    rows: 0,
    structure: null,
    outputs: [],
    onlyInBaseline: [],
    onlyInCandidate: [],
    gates: [],
    issues: issuesOf(error),
    timing: { parse: 0, bind: 0, infer: 0, write: 0, total: 0 },
  };
  await terminal.writeData(`${JSON.stringify(members)}\n`);
}

/** A version is a model. */
function kindOf({ kind }: SideText): Side['kind'] {
  return kind === 'git' || kind === 'version' ? 'model' : kind;
}

function issuesOf(error: unknown): readonly Issue[] {
  if (error instanceof WorkbenchError) return error.issues;
  const message = error instanceof Error ? error.message : String(error);
  return [{ severity: 'error', code: 'internal-error', message }];
}

/** 1 where a gate fails or nothing can be compared; a difference alone is 0. */
function exitCode({ status, comparison }: CompareOutcome): ExitCode {
  if (status === 'cancelled') return EXIT.cancelled;
  if (status === 'stopped') return EXIT.usage;
  if (comparison.verdict === 'incomparable') return exitCodeOf('run');
  return comparison.gates.every(({ passed }) => passed) ? EXIT.ok : EXIT.failed;
}
