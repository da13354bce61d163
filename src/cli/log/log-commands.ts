import { basename, resolve } from 'node:path';
import type { LogRequest } from '../../contract/engine';
import type { Run } from '../../contract/run';
import type { EngineClient } from '../../engine/client/engine-client';
import type { CommandContext } from '../context';
import { EXIT, type ExitCode } from '../exit-code';
import { harmless } from '../harmless';
import { printIssues } from '../issues-text';
import { bindingText } from '../binding-text';
import { textTable } from '../text-table';

const DEFAULT_LIMIT = 20;
/** A narrower terminal shows the beginning of a run's id, its time to the millisecond, which `log show` takes too. */
const WIDE = 120;
const SHORT_ID = 13;

export interface LogFlags {
  readonly json?: true;
  readonly log?: string;
  readonly limit?: number;
}

/** `log list [MODEL]`: the latest runs first. */
export function logListCommand(context: CommandContext, near: string | undefined, flags: LogFlags): Promise<ExitCode> {
  return withEngine(context, async ({ engine }) => {
    const request = requestOf(context, near, flags);
    const { path, runs } = await engine.logList({ ...request, limit: flags.limit ?? DEFAULT_LIMIT });
    if (flags.json) await context.terminal.writeData(`${JSON.stringify({ schema: 1, path, runs }, null, 2)}\n`);
    else if (runs.length === 0) context.terminal.message(`No runs in ${path}.`);
    else
      await context.terminal.writeData(harmless(`${runTable(runs, context.terminal.width ?? Infinity).join('\n')}\n`));
    return EXIT.ok;
  });
}

/** `log show RUN [MODEL]`. */
export function logShowCommand(
  context: CommandContext,
  run: string,
  near: string | undefined,
  flags: LogFlags,
): Promise<ExitCode> {
  return withEngine(context, async ({ engine }) => {
    const shown = await engine.logShow({ ...requestOf(context, near, flags), run });
    if (flags.json) {
      await context.terminal.writeData(`${JSON.stringify({ schema: 1, ...shown.run }, null, 2)}\n`);
      return EXIT.ok;
    }
    await context.terminal.writeData(harmless(`${runText(shown.run).join('\n')}\n`));
    printIssues(context.terminal, shown.run.issues);
    return EXIT.ok;
  });
}

/** `log path [MODEL]`: where runs are logged, whether or not there is one yet. */
export function logPathCommand(context: CommandContext, near: string | undefined, flags: LogFlags): Promise<ExitCode> {
  return withEngine(context, async ({ engine }) => {
    await context.terminal.writeData(`${await engine.logPath(requestOf(context, near, flags))}\n`);
    return EXIT.ok;
  });
}

async function withEngine(
  context: CommandContext,
  work: (client: EngineClient) => Promise<ExitCode>,
): Promise<ExitCode> {
  const client = context.startEngine();
  try {
    return await work(client);
  } finally {
    await client.dispose();
  }
}

function requestOf({ folder }: CommandContext, near: string | undefined, { log }: LogFlags): LogRequest {
  return {
    near: near === undefined ? folder : resolve(folder, near),
    ...(log === undefined ? {} : { log: resolve(folder, log) }),
  };
}

function runTable(runs: readonly Run[], width: number): readonly string[] {
  const column = (title: string, cell: (run: Run) => string): { title: string; cells: readonly string[] } => ({
    title,
    cells: runs.map(cell),
  });
  const idLength = width < WIDE ? SHORT_ID : (runs[0]?.id.length ?? SHORT_ID);
  // A whole id is longer than a table cell, and has to be copied as it is.
  const ids = ['run'.padEnd(idLength), ...runs.map(({ id }) => id.slice(0, idLength))];
  const rest = textTable(
    [
      column('start', ({ start }) => start.slice(0, 19).replace('T', ' ')),
      column('status', ({ status }) => status),
      column('rows', ({ rows }) => String(rows)),
      column('model', ({ model }) => model.name),
      column('data', ({ data }) => basename(data.path)),
      column('source', ({ source }) => source),
    ],
    [],
    width - idLength - 2,
  );
  return ids.map((id, row) => `${id}  ${rest[row] ?? ''}`.trimEnd());
}

const LOGGED_INPUTS: Readonly<Record<Run['inputs'], string>> = {
  full: 'with all input values',
  hash: 'with a hash of the input values',
  off: 'without input values',
};

function runText(run: Run): readonly string[] {
  const { metrics, timing, error } = run;
  return [
    `Run ${run.id}${run.name === null ? '' : ` (${run.name})`}`,
    ...(run.note === null
      ? []
      : run.note.split('\n').map((line, at) => `  ${at === 0 ? 'note' : '    '}      ${line}`)),
    `  started   ${run.start} from ${run.source} on ${run.host}`,
    `  status    ${run.status}${error ? `: ${error.message}` : ''}`,
    `  model     ${run.model.path} (sha256 ${run.model.sha256})`,
    `  data      ${run.data.path}, ${run.rows} rows`,
    ...run.binding.map((binding) => `  input     ${bindingText(binding)}`),
    `  log       ${LOGGED_INPUTS[run.inputs]}`,
    ...(timing ? [`  time      ${Math.round(timing.total)} ms (inference ${Math.round(timing.infer)} ms)`] : []),
    ...(metrics && 'accuracy' in metrics ? [`  accuracy  ${metrics.accuracy} against ${metrics.truth}`] : []),
    ...(metrics && 'mae' in metrics
      ? [`  MAE       ${metrics.mae}, RMSE ${metrics.rmse}, R2 ${metrics.r2} against ${metrics.truth}`]
      : []),
    `  runtime   ONNX Runtime ${run.runtimeVersion}, ${run.executionProvider}`,
  ];
}
