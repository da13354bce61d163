import { resolve } from 'node:path';
import type { CompareOutcome, CompareRequest } from '../../contract/compare';
import type { Comparison } from '../../contract/comparison';
import type { JsonNumber } from '../../contract/json-number';
import type { Side } from '../../contract/side';
import {
  RUN_PREFIX,
  verdictOfError,
  type GoldenCase,
  type GoldenVerdict,
  type RunTestRequest,
} from '../../contract/golden';
import { cancelled, WorkbenchError } from '../../contract/issue';
import { parseGate, SCORES } from '../../compare/gate-text';
import type { CallContext } from '../../contract/rpc';
import type { EngineParts } from '../parts';
import { compare } from './compare';

type SettingsCase = Extract<GoldenCase, { readonly kind: 'settings' }>;

const DEFAULT_RTOL = 1e-3;
const DEFAULT_ATOL = 1e-7;

/**
 * A test of a model's settings: its answers to `data` are compared with those of a file or of a logged run. It passes where
 * they lie within the tolerance and every gate holds; gates on what changed take the place of the tolerance. Throws WorkbenchError where it is cancelled.
 */
export async function runSettingsTest(
  parts: EngineParts,
  request: RunTestRequest,
  test: SettingsCase,
  context: CallContext,
): Promise<GoldenVerdict> {
  try {
    const outcome = await compare(parts, comparisonOf(request, test), context);
    if (outcome.status === 'cancelled') throw cancelled();
    const verdict = verdictOf(outcome.comparison, test.gates.some(judgesChange));
    return verdict.status === 'failed' ? withRows(verdict, outcome, request.failing ?? 0) : verdict;
  } catch (error) {
    if (!(error instanceof WorkbenchError) || error.kind === 'cancelled') throw error;
    return verdictOfError(error);
  }
}

/** What differs may be text, of which no difference is the largest: its first row is then told. */
function withRows(verdict: GoldenVerdict, outcome: CompareOutcome, most: number): GoldenVerdict {
  const failing = outcome.status === 'ok' ? (outcome.failing ?? []) : [];
  const [first] = failing;
  if (!first) return verdict;
  const row = verdict.reason === 'gate-failed' ? {} : { row: first.row };
  return { ...row, ...verdict, ...(most > 0 ? { failing } : {}) };
}

function comparisonOf({ rtol, atol, limits, failing }: RunTestRequest, test: SettingsCase): CompareRequest {
  const { expected, data, folder } = test;
  const baseline: Side = expected.startsWith(RUN_PREFIX)
    ? { kind: 'run', run: expected.slice(RUN_PREFIX.length) }
    : { kind: 'predictions', file: resolve(folder, expected) };
  return {
    baseline,
    candidate: { kind: 'model', path: test.model, label: test.path },
    data: { kind: 'file', path: resolve(folder, data) },
    folder,
    // Nobody is there to be asked; a column that is taken wrongly shows as a difference.
    binding: { map: 'auto' },
    reading: {},
    pairs: {},
    tolerance: { rtol: rtol ?? test.rtol ?? DEFAULT_RTOL, atol: atol ?? test.atol ?? DEFAULT_ATOL },
    gates: test.gates,
    slices: false,
    log: { kind: 'off' },
    pages: false,
    ...(limits ? { limits } : {}),
    failing: Math.max(1, failing ?? 0),
  };
}

/** Whether a gate says how much may change: it then takes the place of the tolerance. */
function judgesChange(text: string): boolean {
  const gate = parseGate(text);
  return gate.kind === 'measure' && (gate.subject !== 'value' || !(SCORES as readonly string[]).includes(gate.measure));
}

function verdictOf(comparison: Comparison, gatesAlone: boolean): GoldenVerdict {
  const { verdict, issues, summary, gates } = comparison;
  if (verdict === 'incomparable') {
    const error = issues.find(({ severity }) => severity === 'error');
    return { status: 'error', reason: error?.code ?? 'incomparable', message: error?.message ?? summary };
  }
  if (verdict === 'different' && !gatesAlone) return { status: 'failed', ...difference(comparison), message: summary };
  const gate = gates.find(({ passed }) => !passed);
  if (!gate) return { status: 'passed' };
  const measured = gate.why ?? (gate.value === null ? 'nothing was measured' : `it is ${gate.value}`);
  return { status: 'failed', reason: 'gate-failed', message: `The gate '${gate.gate}' does not hold: ${measured}.` };
}

/** The first output that differs, and where it does most. */
function difference({ outputs, labels }: Comparison): Pick<GoldenVerdict, 'reason' | 'output' | 'row' | 'maxAbs'> {
  const output = outputs.find(({ status }) => status === 'different');
  if (!output) return { reason: labels && labels.flips > 0 ? 'labels-differ' : 'outputs-differ' };
  const changed = output.changed.find((what) => what !== 'name');
  const reason = changed && output.outOfTolerance === 0 ? `${changed}-differs` : 'values-differ';
  const row = output.maxAbs?.row ?? labels?.flippedRows[0];
  const maxAbs: JsonNumber | undefined = output.maxAbs?.value;
  return {
    reason,
    output: output.candidate,
    ...(row === undefined ? {} : { row }),
    ...(maxAbs === undefined ? {} : { maxAbs }),
  };
}
