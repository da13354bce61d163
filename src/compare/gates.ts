import type { Comparison, GateResult } from '../contract/comparison';
import type { JsonNumber } from '../contract/json-number';
import type { OutputComparison } from '../contract/output-comparison';
import type { SideName } from '../contract/side';
import type { Metrics } from '../contract/run';
import { SCORES, type Gate, type Operator } from './gate-text';
import { valueOfRows, type Found } from './rows-gate';
import type { RowsMeasured } from './rows-measured';
import { jsonNumber } from './statistics';

/** What gates look at. */
export type Measured = Pick<Comparison, 'outputs' | 'labels' | 'regression'> & {
  /** Without what is ignored, which only the gate `tolerance` asks for. */
  readonly counted: Pick<Comparison, 'outputs' | 'onlyInBaseline' | 'onlyInCandidate'>;
  /** Of the rows that some gates are about. */
  readonly measured: readonly RowsMeasured[];
};

/** What stands for a baseline of 0 in a relative change. */
const TINY = 1e-10;

/** A gate that has nothing to measure fails, and says why. */
export function judgeGate(gate: Gate, measured: Measured): GateResult {
  if (gate.kind === 'tolerance') return judgeTolerance(gate.text, measured);
  const found = valueOf(gate, measured);
  if ('why' in found) return { gate: gate.text, passed: false, value: null, why: found.why };
  const { value } = found;
  return { gate: gate.text, passed: meets(value, gate.operator, gate.bound), value: jsonNumber(value) };
}

/** `maxFlips` is a share of rows. */
export function judgeFlips(maxFlips: number, { labels }: Measured): GateResult {
  const gate = `flips <= ${Number((maxFlips * 100).toPrecision(12))}%`;
  if (!labels) return { gate, passed: false, value: null, why: 'there are no labels' };
  return { gate, passed: labels.flipRate <= maxFlips, value: labels.flipRate };
}

function judgeTolerance(gate: string, { outputs: paired, counted }: Measured): GateResult {
  const { outputs, onlyInBaseline, onlyInCandidate } = counted;
  const value = outputs.reduce((all, { outOfTolerance }) => all + outOfTolerance, 0);
  const unpaired = [...onlyInBaseline, ...onlyInCandidate];
  const changed = outputs.filter(({ status }) => status === 'different' || status === 'empty');
  const passed = paired.length > 0 && changed.length === 0 && unpaired.length === 0;
  if (unpaired.length > 0) return { gate, passed, value, why: `without a partner: ${unpaired.join(', ')}` };
  return { gate, passed, value };
}

function meets(value: number, operator: Operator, bound: number): boolean {
  switch (operator) {
    case '>=':
      return value >= bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '<':
      return value < bound;
    case '==':
      return value === bound;
  }
}

function valueOf(gate: Extract<Gate, { kind: 'measure' }>, measured: Measured): Found {
  const { measure, of, subject } = gate;
  const { rows } = gate;
  const score = (side: SideName): Found =>
    rows ? valueOfRows(measure, rows, side, measured.measured) : scoreOf(measure, of, metricsOf(measured, side));
  if (!(SCORES as readonly string[]).includes(measure))
    return rows ? score('candidate') : changeOf(measure, of, measured);
  const [before, after] = [score('baseline'), score('candidate')];
  if ('why' in after || subject === 'value') return after;
  if ('why' in before) return before;
  const change = after.value - before.value;
  return { value: subject === 'change' ? change : change / (Math.abs(before.value) || TINY) };
}

function metricsOf({ labels, regression }: Measured, side: SideName): Metrics | undefined {
  return labels?.truth?.[side] ?? regression?.[side];
}

function scoreOf(measure: string, of: string | undefined, metrics: Metrics | undefined): Found {
  if (!metrics) return { why: 'there is no truth to measure it by' };
  if (!('accuracy' in metrics)) return numberIn(metrics, measure);
  if (measure === 'accuracy') return { value: metrics.accuracy };
  if (measure !== 'precision' && measure !== 'recall' && measure !== 'f1') return { why: 'the models answer classes' };
  const { perClass } = metrics;
  if (of === undefined) return { value: perClass.reduce((all, one) => all + one[measure], 0) / perClass.length };
  const found = perClass.find((one) => String(one.class) === of);
  return found ? { value: found[measure] } : { why: `there is no class '${of}'` };
}

function numberIn(metrics: Extract<Metrics, { readonly mae: number }>, measure: string): Found {
  if (measure === 'mae' || measure === 'rmse' || measure === 'r2') return { value: metrics[measure] };
  return { why: 'the models answer numbers, not classes' };
}

function changeOf(measure: string, of: string | undefined, { outputs, labels }: Measured): Found {
  switch (measure) {
    case 'flips':
      return labels ? { value: labels.flips } : { why: 'there are no labels' };
    case 'flipRate':
      return labels ? { value: labels.flipRate } : { why: 'there are no labels' };
    case 'negativeFlipRate':
    case 'oldRightNewWrong':
      return labels?.truth ? { value: labels.truth[measure] } : { why: 'there is no truth to measure it by' };
    default:
      return worstOf(measure as Numeric, of, outputs);
  }
}

type Numeric = 'maxAbs' | 'maxRel' | 'meanAbs' | 'p99Abs' | 'outOfTolerance' | 'cosine' | 'sqnr';

/** Of all outputs, or the one that is named, the value that is furthest from agreement. */
function worstOf(measure: Numeric, of: string | undefined, outputs: readonly OutputComparison[]): Found {
  const chosen =
    of === undefined ? outputs : outputs.filter(({ baseline, candidate }) => [baseline, candidate].includes(of));
  if (chosen.length === 0) return { why: of === undefined ? 'no outputs are paired' : `there is no output '${of}'` };
  const values = chosen.flatMap((output) => numberOf(output[measure]) ?? []);
  if (values.length === 0) return { why: 'there are no numbers to compare' };
  return { value: measure === 'cosine' || measure === 'sqnr' ? Math.min(...values) : Math.max(...values) };
}

function numberOf(value: OutputComparison[Numeric]): number | undefined {
  if (value === null) return undefined;
  const plain: JsonNumber = typeof value === 'object' ? value.value : value;
  return Number(plain);
}
