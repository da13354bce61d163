import type { Issue } from '../contract/issue';
import type { Proposal } from '../contract/predict';
import type { InputPlan } from './binding-plan';
import { describeColumns } from './column-plans';
import { listNames, type PlanContext } from './plan-context';

export interface Noticed {
  readonly plans: readonly InputPlan[];
  readonly truth: readonly string[];
  /** The truth was named, not found. */
  readonly stated: boolean;
  readonly proposal?: Proposal;
}

/** What a reader of the result should know: what was accepted, found, unused or ignored. */
export function planNotices(context: PlanContext, noticed: Noticed): readonly Issue[] {
  return [
    accepted(context, noticed),
    target(context, noticed),
    unused(context, noticed),
    ...initializers(context),
    batch(context),
  ].flatMap((issue) => issue ?? []);
}

function accepted({ dataName }: PlanContext, { proposal }: Noticed): Issue | undefined {
  if (!proposal) return undefined;
  const dropped = proposal.dropped.map(({ column, as }) => `'${column}' as ${as}`).join(', ');
  const message = `--map auto took the columns ${listNames(proposal.columns)} in file order and left out ${dropped || 'none'}.`;
  return { severity: 'info', code: 'columns-by-proposal', message, file: dataName };
}

function target({ dataName }: PlanContext, { truth, stated }: Noticed): Issue | undefined {
  if (stated || truth.length === 0) return undefined;
  return {
    severity: 'info',
    code: 'target-found',
    message: `The column ${listNames(truth)} is taken for the target: metrics are against it.`,
    file: dataName,
  };
}

function unused(context: PlanContext, { plans, truth }: Noticed): Issue | undefined {
  const { head, dataName, analysis } = context;
  if (!head.named) return undefined;
  const used = new Set(
    plans
      .flatMap((plan) => (plan.kind === 'columns' ? plan.columns : plan.kind === 'scalar-column' ? [plan.column] : []))
      .map(({ index }) => index),
  );
  const known = new Set([...truth, ...analysis.summary.initializerInputs]);
  const names = head.columns.filter((name, index) => !used.has(index) && !known.has(name));
  if (names.length === 0) return undefined;
  return {
    severity: 'info',
    code: 'unused-columns',
    message: `No input takes ${names.length === 1 ? 'the column' : 'the columns'} ${describeColumns(names)}: unused.`,
    file: dataName,
  };
}

function initializers({ head, analysis, dataName }: PlanContext): readonly Issue[] {
  const given = new Set([...(head.named ? head.columns : []), ...head.constants.map(({ name }) => name)]);
  return analysis.summary.initializerInputs
    .filter((name) => given.has(name))
    .map((name) => ({
      severity: 'warning',
      code: 'initializer-has-data',
      message: `${dataName} has data for '${name}', which the model holds as an initializer: ONNX Runtime ignores it, so the model's own value is used.`,
      file: dataName,
      input: name,
    }));
}

function batch({ mode }: PlanContext): Issue | undefined {
  if (mode.kind === 'row-by-row')
    return { severity: 'info', code: 'fixed-batch', message: "The model's batch is fixed to 1: rows run one by one." };
  if (mode.kind === 'fixed') {
    return {
      severity: 'info',
      code: 'fixed-batch',
      message: `The model's batch is fixed to ${mode.rows}: rows run ${mode.rows} at a time, and the last run is filled up by repeating its last row.`,
    };
  }
  return undefined;
}
