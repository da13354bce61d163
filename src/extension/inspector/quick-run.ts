import type { EngineProtocol } from '../../contract/engine';
import type { FilledField, QuickRunAnswer } from '../../contract/inspector-page';
import { WorkbenchError } from '../../contract/issue';
import type { CellValue, PredictOutcome, Prediction } from '../../contract/predict';
import { ConnectionLost, type Client } from '../../contract/rpc';
import { issuesInEditorWords } from '../wording';
import { rowText } from './row-text';

export interface QuickRunParts {
  readonly engine: Pick<Client<EngineProtocol>, 'predict' | 'rows'>;
  /** The model as messages name it, relative to `folder` or absolute. */
  readonly model: string;
  readonly folder: string;
  readonly signal: AbortSignal;
  /** What is said of a field that should hold a list. */
  readonly notAList: (column: string) => string;
}

type Ended = Exclude<PredictOutcome, { status: 'stopped' }>;

/** Predicts one row: a run like any other, in the log too. Throws only what is a bug. */
export async function quickRun(parts: QuickRunParts, fields: readonly FilledField[]): Promise<QuickRunAnswer> {
  const { engine, model, folder, signal } = parts;
  const row = rowText(fields, parts.notAList);
  if (row.kind === 'wrong') return { kind: 'failed', issues: row.issues };
  try {
    const outcome = await engine.predict(
      {
        model,
        data: { kind: 'inline', text: row.text, format: 'json' },
        folder,
        binding: { set: row.set },
        reading: {},
        onError: 'stop',
        saveSidecar: false,
        log: { kind: 'default' },
        pages: true,
        output: { kind: 'none' },
        source: 'panel',
      },
      { signal },
    );
    if (outcome.status === 'cancelled') return { kind: 'cancelled' };
    if (outcome.status !== 'ok') return failed(outcome.issues);
    const { result, log } = outcome.head;
    const page = await engine.rows({ result, ...(log !== undefined && { log }), start: 0, end: 1 }, { signal });
    return done(outcome, page.rows[0]?.prediction);
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled' };
    if (error instanceof ConnectionLost)
      return failed([{ severity: 'error', code: 'engine-lost', message: error.message }]);
    if (!(error instanceof WorkbenchError)) throw error;
    return error.kind === 'cancelled' ? { kind: 'cancelled' } : failed(error.issues);
  }
}

function failed(issues: WorkbenchError['issues']): QuickRunAnswer {
  return { kind: 'failed', issues: issuesInEditorWords(issues) };
}

function done(outcome: Ended, prediction: Prediction | undefined): QuickRunAnswer {
  const { run, log, classes } = outcome.head;
  const { label, score, probabilities = {}, outputs = {} } = prediction ?? {};
  const names = classes?.map(String) ?? Object.keys(probabilities);
  const all = { ...outputs, ...outcome.whole };
  return {
    kind: 'done',
    ...(run !== null && log !== undefined && { logged: { run, log, first: outcome.firstRun } }),
    ...(label !== undefined && { label: String(label) }),
    ...(score !== undefined && { score }),
    probabilities: names.flatMap((name) => {
      const probability = Object.hasOwn(probabilities, name) ? probabilities[name] : undefined;
      return probability === undefined ? [] : [{ class: name, probability }];
    }),
    outputs: Object.entries(all).map(([name, value]) => ({ name, value: valueText(value as CellValue) })),
    issues: issuesInEditorWords(outcome.issues),
    timing: outcome.timing,
  };
}

function valueText(value: CellValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
