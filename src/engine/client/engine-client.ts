import type { EngineProtocol } from '../../contract/engine';
import type { PredictProgress, PredictRequest } from '../../contract/predict';
import { cancelled, WorkbenchError } from '../../contract/issue';
import { ConnectionLost, type CallOptions, type Client } from '../../contract/rpc';
import { removeFoldersOf } from '../private-folders';
import { startEngineProcess, type EngineEnd, type EngineProcess } from './engine-process';

/** An engine that nobody has called for this long is stopped, so that its memory comes back. */
const IDLE_STOP_MS = 5 * 60_000;
/** A call beside a killed one is started again at most this often. */
const RESTARTS_OF_A_CALL = 3;
/** Crashes in a row wait this long before the next start: doubled each time, up to the limit. */
const BACK_OFF_MS = 200;
const BACK_OFF_LIMIT_MS = 5_000;

export interface EngineClientOptions {
  /** Path of the built engine (`dist/engine.js`). */
  readonly entry: string;
  /** Whether `DataReference` of kind `stdin` may be used: the engine then reads this process's standard input. */
  readonly stdin?: boolean;
  /** Takes the chunks of streamed outputs; the engine waits for it. */
  readonly onWrite?: (bytes: Uint8Array) => Promise<void> | void;
  /** Asked whenever the engine falls idle. Five minutes where it is left out. */
  readonly idleStopMs?: () => number;
  /** For a log: what happened to the engine, in a sentence. */
  readonly onEvent?: (message: string) => void;
  /** Told of each change. */
  readonly onState?: (state: EngineState) => void;
}

/** `restarting`: after a crash, or because somebody asked for it. `busy`: calls are under way. */
export type EngineState = 'stopped' | 'idle' | 'busy' | 'restarting';

/** Starts the engine on the first call, watches it, restarts it after a crash, and stops it when idle. */
export interface EngineClient {
  readonly engine: Client<EngineProtocol>;
  /** Process id while an engine runs. */
  pid(): number | undefined;
  /** Stops the engine; runs under way are logged as interrupted and their calls reject. The next call starts another. */
  stop(): Promise<void>;
  /** Stops the engine as `stop` does, and starts another. */
  restart(): Promise<void>;
  /** Stops the engine; runs under way are shown as interrupted. Later calls reject. */
  dispose(): Promise<void>;
}

type State =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'running'; readonly process: EngineProcess }
  | { readonly kind: 'disposed' };

/** A prediction under way, so that its run can be marked as failed when the engine dies. */
interface RunUnderWay {
  run: string;
  log: string;
}

export function createEngineClient(options: EngineClientOptions): EngineClient {
  const supervisor = new Supervisor(options);
  const call = (method: string, argument: unknown, callOptions?: CallOptions): Promise<unknown> =>
    supervisor.call(method as keyof EngineProtocol, argument, callOptions);
  const engine = new Proxy({} as Client<EngineProtocol>, {
    get: (_target, method) =>
      typeof method !== 'string' || method === 'then'
        ? undefined
        : (argument: unknown, callOptions?: CallOptions) => call(method, argument, callOptions),
  });
  return {
    engine,
    pid: () => supervisor.pid(),
    stop: () => supervisor.stop(),
    restart: () => supervisor.restart(),
    dispose: () => supervisor.dispose(),
  };
}

class Supervisor {
  private state: State = { kind: 'stopped' };
  private callsUnderWay = 0;
  private idleTimer: NodeJS.Timeout | undefined;
  private crashesInARow = 0;
  /** Restarts under way: after crashes, and those asked for. */
  private restarts = 0;
  private told: EngineState = 'stopped';
  /** Processes that were stopped because somebody asked for it. */
  private readonly stopped = new WeakSet<EngineProcess>();
  /** Processes that announced that they end themselves. */
  private readonly leaving = new WeakSet<EngineProcess>();
  private readonly runs = new Map<EngineProcess, Set<RunUnderWay>>();
  /** Settles when the log knows of a process's end. */
  private readonly aftermath = new WeakMap<EngineProcess, Promise<void>>();

  constructor(private readonly options: EngineClientOptions) {}

  pid(): number | undefined {
    return this.state.kind === 'running' ? this.state.process.pid : undefined;
  }

  async call(method: keyof EngineProtocol, argument: unknown, options: CallOptions = {}): Promise<unknown> {
    this.callsUnderWay++;
    clearTimeout(this.idleTimer);
    try {
      return await this.callWithRestarts(method, argument, options);
    } finally {
      this.callsUnderWay--;
      this.stopWhenIdle();
      this.tell();
    }
  }

  async stop(): Promise<void> {
    await this.end({ kind: 'stopped' });
  }

  async restart(): Promise<void> {
    await this.whileRestarting(async () => {
      await this.end({ kind: 'stopped' });
      this.process();
    });
    this.stopWhenIdle();
  }

  async dispose(): Promise<void> {
    await this.end({ kind: 'disposed' });
  }

  private async end(next: Exclude<State, { kind: 'running' }>): Promise<void> {
    const { state } = this;
    if (state.kind === 'disposed') return;
    clearTimeout(this.idleTimer);
    this.enter(next);
    if (state.kind !== 'running') return;
    this.stopped.add(state.process);
    state.process.stop();
    await state.process.ended;
  }

  private enter(state: State): void {
    this.state = state;
    this.tell();
  }

  private tell(): void {
    const state = this.activity();
    if (state === this.told) return;
    this.told = state;
    this.options.onState?.(state);
  }

  private activity(): EngineState {
    if (this.state.kind === 'disposed') return 'stopped';
    if (this.restarts > 0) return 'restarting';
    if (this.state.kind === 'stopped') return 'stopped';
    return this.callsUnderWay > 0 ? 'busy' : 'idle';
  }

  private mayStartAgain(process: EngineProcess, restarts: number, argument: unknown): boolean {
    return this.leaving.has(process) && restarts < RESTARTS_OF_A_CALL && restartable(argument);
  }

  private async whileRestarting(work: () => Promise<void>): Promise<void> {
    this.restarts++;
    this.tell();
    try {
      await work();
    } finally {
      this.restarts--;
      this.tell();
    }
  }

  private async callWithRestarts(
    method: keyof EngineProtocol,
    argument: unknown,
    options: CallOptions,
  ): Promise<unknown> {
    for (let restarts = 0; ; restarts++) {
      const process = this.process();
      this.tell();
      const tracked = this.track(process, method, options);
      try {
        const result = await untyped(process)[method]?.(argument, tracked.options);
        this.crashesInARow = 0;
        return result;
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        const end = await process.ended;
        if (this.state.kind === 'disposed') throw error;
        if (options.signal?.aborted) throw cancelled();
        if (this.stopped.has(process)) throw new WorkbenchError('run', STOPPED);
        if (!this.mayStartAgain(process, restarts, argument)) {
          await this.aftermath.get(process);
          throw this.crashError(end, argument);
        }
        argument = { ...(argument as PredictRequest), startedAgain: true };
        this.options.onEvent?.(
          'A prediction is started again from row 0, because the engine beside it had to be killed.',
        );
      } finally {
        tracked.forget();
      }
    }
  }

  /** Remembers run and log of a prediction as soon as the engine has named them. */
  private track(process: EngineProcess, method: keyof EngineProtocol, options: CallOptions): Tracked {
    if (method !== 'predict') return { options, forget: () => undefined };
    const runs = this.runs.get(process);
    let run: RunUnderWay | undefined;
    const onProgress = (report: unknown): void => {
      const progress = report as PredictProgress;
      if (progress.kind === 'head' && progress.head.run !== null && progress.head.log !== undefined) {
        run = { run: progress.head.run, log: progress.head.log };
        runs?.add(run);
      }
      options.onProgress?.(report);
    };
    return { options: { ...options, onProgress }, forget: () => (run ? runs?.delete(run) : undefined) };
  }

  private process(): EngineProcess {
    if (this.state.kind === 'running') return this.state.process;
    if (this.state.kind === 'disposed') throw new ConnectionLost('The engine was stopped.');
    const process = this.start();
    this.enter({ kind: 'running', process });
    return process;
  }

  private start(): EngineProcess {
    const host: EngineHostProtocolHandlers = {
      write: async ({ bytes }) => {
        await this.options.onWrite?.(bytes);
      },
      leaving: ({ why }) => {
        this.leaving.add(process);
        this.options.onEvent?.(`The engine ends itself: ${why}`);
        if (this.state.kind === 'running' && this.state.process === process) this.enter({ kind: 'stopped' });
      },
    };
    const process = startEngineProcess({ entry: this.options.entry, stdin: this.options.stdin ?? false, host });
    this.runs.set(process, new Set());
    this.aftermath.set(
      process,
      process.ended.then((end) => this.ended(process, end)),
    );
    return process;
  }

  private async ended(process: EngineProcess, end: EngineEnd): Promise<void> {
    const runs = [...(this.runs.get(process) ?? [])];
    this.runs.delete(process);
    const current = this.state.kind === 'running' && this.state.process === process;
    if (current) this.enter({ kind: 'stopped' });
    if (process.pid !== undefined) removeFoldersOf(process.pid);
    if (this.state.kind === 'disposed' || this.leaving.has(process)) return;
    if (!current) return;
    this.options.onEvent?.(`The engine ended with ${end.how}. ${end.stderr}`);
    if (runs.length > 0) await this.whileRestarting(() => this.markFailed(runs, end));
  }

  /** A fresh engine tells the log what the dead one could not. */
  private async markFailed(runs: readonly RunUnderWay[], end: EngineEnd): Promise<void> {
    const wait = Math.min(BACK_OFF_LIMIT_MS, BACK_OFF_MS * 2 ** this.crashesInARow++);
    if (this.crashesInARow > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    if (this.state.kind === 'disposed') return;
    const { engine } = this.process();
    for (const [log, group] of Map.groupBy(runs, (run) => run.log)) {
      const failed = engine.failRuns({ log, runs: group.map(({ run }) => run), message: crashMessage(end) });
      await failed.catch((error: unknown) =>
        this.options.onEvent?.(`The log could not be told of the crash: ${String(error)}`),
      );
    }
  }

  private crashError(end: EngineEnd, argument: unknown): WorkbenchError {
    const model = (argument as Partial<PredictRequest>).model;
    return new WorkbenchError('run', {
      code: 'engine-crashed',
      message: `${crashMessage(end)}${model === undefined ? '' : ` Model: ${model}.`} The next request starts a new engine.`,
      ...(model === undefined ? {} : { file: model }),
    });
  }

  private stopWhenIdle(): void {
    if (this.callsUnderWay > 0 || this.state.kind !== 'running') return;
    const { process } = this.state;
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => {
      if (this.callsUnderWay > 0 || this.state.kind !== 'running' || this.state.process !== process) return;
      this.enter({ kind: 'stopped' });
      process.stop();
    }, this.options.idleStopMs?.() ?? IDLE_STOP_MS);
    this.idleTimer.unref();
  }
}

type EngineHostProtocolHandlers = Parameters<typeof startEngineProcess>[0]['host'];

interface Tracked {
  readonly options: CallOptions;
  readonly forget: () => void;
}

type UntypedClient = Readonly<Record<string, (argument: unknown, options: CallOptions) => Promise<unknown>>>;

function untyped(process: EngineProcess): UntypedClient {
  return process.engine as unknown as UntypedClient;
}

const STOPPED = {
  code: 'engine-stopped',
  message: 'The engine was stopped before it had answered. Run again: the next request starts a new engine.',
};

/** What was streamed already cannot be taken back, and standard input cannot be read twice. */
function restartable(argument: unknown): boolean {
  const request = argument as Partial<PredictRequest>;
  return request.output?.kind !== 'stream' && request.data?.kind !== 'stdin';
}

function crashMessage(end: EngineEnd): string {
  return `The engine crashed (${end.how}) inside the ONNX runtime or for want of memory; the prediction did not finish.`;
}
