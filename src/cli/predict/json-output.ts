import type { Issue } from '../../contract/issue';
import type { PredictHead, Prediction, PredictOutcome } from '../../contract/predict';
import type { Timing } from '../../contract/run';
import type { Terminal } from '../terminal';

const NO_TIME: Timing = { parse: 0, bind: 0, infer: 0, write: 0, total: 0 };

/** The one object that `predict --json` prints, in pieces: what is known last comes last. */
export interface JsonOutput {
  begin(head: PredictHead): Promise<void>;
  /** Elements of `predictions` as JSON text. */
  predictions(bytes: Uint8Array): Promise<void>;
  /** The end of a run; whatever it was, the object is whole. */
  end(outcome: PredictOutcome): Promise<void>;
  /** The end where nothing came back. */
  fail(subject: { readonly model: string; readonly data: string }, issues: readonly Issue[]): Promise<void>;
}

export function createJsonOutput(terminal: Terminal): JsonOutput {
  let begun: Promise<void> | undefined;
  const finish = async (members: object): Promise<void> => {
    await begun;
    await terminal.writeData(`],${JSON.stringify(members).slice(1)}\n`);
  };
  const begin = (members: object): Promise<void> => {
    begun ??= terminal.writeData(`${JSON.stringify({ schema: 1, ...members }).slice(0, -1)},"predictions":[`);
    return begun;
  };
  return {
    begin: (head) => begin(headMembers(head)),
    predictions: async (bytes) => {
      await begun;
      await terminal.writeData(bytes);
    },
    end: async (outcome) => {
      if (outcome.status === 'stopped') {
        const { model, data, proposal, issues } = outcome;
        await begin({ run: null, model, data, binding: [] });
        await finish({ status: 'failed', rows: 0, ...(proposal ? { proposal } : {}), issues, timing: NO_TIME });
        return;
      }
      const { head, status, rows, whole, metrics, proposal, issues, timing } = outcome;
      await begin(headMembers(head));
      await finish({ status, rows, whole, metrics, proposal, issues, timing });
    },
    fail: async ({ model, data }, issues) => {
      await begin({ run: null, model: { path: model, sha256: null }, data, binding: [] });
      const cancelled = issues.length > 0 && issues.every((issue) => issue.code === 'cancelled');
      await finish({ status: cancelled ? 'cancelled' : 'failed', rows: 0, issues, timing: NO_TIME });
    },
  };
}

/** The elements of one page, after those of earlier pages. */
export function predictionsText(predictions: readonly Prediction[], first: boolean): Uint8Array {
  const text = predictions.map((prediction) => JSON.stringify(prediction)).join(',\n');
  return Buffer.from(first || text === '' ? text : `,\n${text}`);
}

function headMembers({ run, model, data, binding, classes }: PredictHead): object {
  return { run, model, data, binding, ...(classes ? { classes } : {}) };
}
