import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkbenchError, type Issue } from '../../../../src/contract/issue';
import type { ModelSummary } from '../../../../src/contract/model';
import type { BindingOptions } from '../../../../src/contract/binding-options';
import type { Prediction, PredictOutcome } from '../../../../src/contract/predict';
import type { Ran } from '../../cli/fakes';
import type { Case } from './cases';
import { trialsOf, type Trial } from './expected';
import { copyCase, sidecarOf, writeSidecar } from './sidecars';
import type { Workbench } from './workbench';

type Finished = Exclude<PredictOutcome, { status: 'stopped' }>;

/** What became of a prediction: an answer, or a question or refusal. */
export type Reply =
  | {
      readonly kind: 'answered';
      readonly outcome: Finished;
      readonly predictions: readonly Prediction[];
      readonly issues: readonly Issue[];
    }
  | {
      readonly kind: 'asked';
      readonly issues: readonly Issue[];
      readonly proposal?: NonNullable<Finished['proposal']>;
    };

/** One case, for the checks of its `must` lines. */
export interface Subject {
  readonly case: Case;
  /** Its main file and goldens. */
  readonly trial: Trial;
  /** Nobody has said anything, but for `binding`. */
  unaided(binding?: BindingOptions, file?: string): Promise<Reply>;
  /** With the settings that the case tells. */
  settled(file?: string): Promise<Extract<Reply, { kind: 'answered' }>>;
  /** As `settled`, of data that the check writes. */
  settledOn(name: string, text: string): Promise<Extract<Reply, { kind: 'answered' }>>;
  inspect(): Promise<ModelSummary>;
  /** The command line beside the model, with settings. */
  commandLine(...words: string[]): Promise<Ran & { readonly folder: string }>;
}

export function subjectOf(one: Case, workbench: Workbench, folder: string): Subject {
  const [trial] = trialsOf(one);
  if (!trial) throw new Error(`${one.id} has nothing to predict.`);
  const copy = copyCase(one, folder);
  const model = join(copy, trial.model);
  writeSidecar(copy, trial.model, sidecarOf(one, trial.model, trial.constants));
  const settled = async (file = trial.file): Promise<Extract<Reply, { kind: 'answered' }>> => {
    const reply = await ask(workbench, model, join(copy, file), {});
    if (reply.kind === 'asked') throw new Error(reply.issues.map(({ message }) => message).join('\n'));
    return reply;
  };
  return {
    case: one,
    trial,
    unaided: (binding = {}, file = trial.file) =>
      ask(workbench, join(one.folder, trial.model), join(one.folder, file), binding),
    settled,
    settledOn: (name, text) => {
      writeFileSync(join(copy, name), text);
      return settled(name);
    },
    inspect: () => workbench.engine.inspect({ model, folder: copy }),
    commandLine: async (...words) => ({ ...(await workbench.commandLine(words, copy)), folder: copy }),
  };
}

async function ask(workbench: Workbench, model: string, data: string, binding: BindingOptions): Promise<Reply> {
  try {
    const { outcome, predictions } = await workbench.predict({ model, data, binding });
    const { issues } = outcome;
    if (outcome.status === 'ok') return { kind: 'answered', outcome, predictions, issues };
    const { proposal } = outcome;
    return { kind: 'asked', issues, ...(proposal ? { proposal } : {}) };
  } catch (error) {
    if (error instanceof WorkbenchError) return { kind: 'asked', issues: error.issues };
    throw error;
  }
}
