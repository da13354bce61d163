import type { EngineProtocol } from '../../contract/engine';
import type { ModelExpectation } from '../../contract/expected';
import type { InspectedFile, InspectorContent, RecentRun } from '../../contract/inspector-page';
import { WorkbenchError, type Issue } from '../../contract/issue';
import type { ModelSummary } from '../../contract/model';
import { ConnectionLost, type Client } from '../../contract/rpc';
import type { Run } from '../../contract/run';
import type { Disposable } from '../disposables';
import { issuesInEditorWords } from '../wording';
import type { ModelSource, OpenedModel } from './model-source';

const SHOWN_RUNS = 5;
/** Weights beside the file are not fetched to look at a version of it. */
const UNTOLD_OF_VERSIONS: ReadonlySet<string> = new Set(['external-data-missing', 'external-data-short']);

export interface InspectorControllerOptions {
  readonly engine: Pick<Client<EngineProtocol>, 'inspect' | 'expect' | 'logList'>;
  readonly describeRun: (run: Run) => RecentRun;
  /** Told of errors that are not the user's to mend. */
  readonly onBug: (error: unknown) => void;
}

/** What an inspector shows of one model at a time, without the page. */
export interface InspectorController extends Disposable {
  content(): InspectorContent;
  source(): ModelSource | undefined;
  /** Replaces the listener. */
  onChange(listener: (content: InspectorContent) => void): void;
  /** Told when another model is to be shown. Replaces the listener. */
  onShown(listener: () => void): Disposable;
  /** Shows another model, or none. Resolves when all of it is known; never rejects. */
  show(source: ModelSource | undefined): Promise<void>;
  /** Reads the same model anew; what is shown stays until then. Never rejects. */
  refresh(): Promise<void>;
  /** Reads only the runs anew. Never rejects. */
  refreshRuns(): Promise<void>;
}

export function createInspectorController(options: InspectorControllerOptions): InspectorController {
  const { engine, describeRun, onBug } = options;
  let content: InspectorContent = { kind: 'none' };
  let source: ModelSource | undefined;
  let listener: (content: InspectorContent) => void = () => undefined;
  let shown: () => void = () => undefined;
  let reading = new AbortController();

  const tell = (next: InspectorContent): void => {
    content = next;
    listener(next);
  };
  const read = async (wanted: ModelSource): Promise<void> => {
    reading.abort();
    const { signal } = (reading = new AbortController());
    try {
      const opened = await wanted.open();
      try {
        await readParts(wanted, opened, signal);
      } finally {
        await opened.close();
      }
    } catch (error) {
      if (signal.aborted) return;
      const issues = issuesOf(error);
      if (!issues) onBug(error);
      tell({ kind: 'unreadable', file: wanted.file, issues: issues ?? [] });
    }
  };
  const readParts = async (wanted: ModelSource, opened: OpenedModel, signal: AbortSignal): Promise<void> => {
    const { model, folder } = opened;
    const isOver = (): boolean => signal.aborted;
    const summary = await engine.inspect({ model, folder }, { signal });
    if (isOver()) return;
    const file = { ...wanted.file, ...opened.file };
    const before = content.kind === 'model' && content.file.path === file.path ? content : undefined;
    const view = { kind: 'model', file, summary: told(summary, file) } as const;
    tell({ ...kept(before), ...view });
    const [expectation, runs] = await Promise.all([
      engine.expect({ model, folder }, { signal }),
      file.version ? undefined : listRuns(file, signal),
    ]);
    if (isOver()) return;
    tell({ ...view, expectation: inWords(expectation), ...(runs && { runs }) });
  };
  /** A log that cannot be read is told where runs are logged or listed; the model is shown all the same. */
  const listRuns = async ({ path }: InspectedFile, signal: AbortSignal): Promise<readonly RecentRun[] | undefined> => {
    try {
      const { runs } = await engine.logList({ near: path, model: path, limit: SHOWN_RUNS }, { signal });
      return runs.map(describeRun);
    } catch (error) {
      if (!issuesOf(error)) throw error;
      return undefined;
    }
  };

  return {
    content: () => content,
    source: () => source,
    onChange: (next) => {
      listener = next;
    },
    onShown: (next) => {
      shown = next;
      return { dispose: () => (shown = () => undefined) };
    },
    show: async (next) => {
      source = next;
      shown();
      if (!next) {
        reading.abort();
        tell({ kind: 'none' });
        return;
      }
      tell({ kind: 'reading', file: next.file });
      await read(next);
    },
    refresh: async () => {
      if (source) await read(source);
    },
    refreshRuns: async () => {
      if (content.kind !== 'model' || content.file.version) return;
      const { signal } = reading;
      try {
        const runs = await listRuns(content.file, signal);
        if (!signal.aborted && runs) tell({ ...content, runs });
      } catch (error) {
        if (!signal.aborted) onBug(error);
      }
    },
    dispose: () => {
      listener = () => undefined;
      reading.abort();
    },
  };
}

/** What stays on the page while the rest is read anew. */
function kept(
  before: Extract<InspectorContent, { kind: 'model' }> | undefined,
): Partial<Pick<Extract<InspectorContent, { kind: 'model' }>, 'expectation' | 'runs'>> {
  return {
    ...(before?.expectation && { expectation: before.expectation }),
    ...(before?.runs && { runs: before.runs }),
  };
}

function told(summary: ModelSummary, file: InspectedFile): ModelSummary {
  const problems = file.version
    ? summary.problems.filter(({ code }) => !UNTOLD_OF_VERSIONS.has(code))
    : summary.problems;
  return { ...summary, problems: issuesInEditorWords(problems) };
}

function inWords(expectation: ModelExpectation): ModelExpectation {
  return { ...expectation, issues: issuesInEditorWords(expectation.issues) };
}

/** Undefined for a bug. */
function issuesOf(error: unknown): readonly Issue[] | undefined {
  if (error instanceof WorkbenchError) return issuesInEditorWords(error.issues);
  if (error instanceof ConnectionLost) return [{ severity: 'error', code: 'engine-lost', message: error.message }];
  return undefined;
}
