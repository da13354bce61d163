import type { CalculatedStep, Feature, Step } from '../../onnx/trees/features';

/** A number as the trees see it. */
export interface HeldValue {
  /** By the same calculation in float64, as Python does it. */
  readonly exact: number;
  readonly held: number;
  /** Whether `held` is a float32. */
  readonly rounded: boolean;
  /**
   * How far the same calculation without any rounding may be from `held`; 0 where nothing was calculated, so that only
   * the rounding of the number itself counts.
   */
  readonly slack: number;
}

/** Largest relative error of one rounding to float32. */
const HALF_UNIT = 2 ** -24;

/** Carries a number of the data through what the graph does to it before its trees. */
export function heldValue({ steps }: Feature, exact: number): HeldValue {
  return steps.reduce<HeldValue>(after, { exact, held: exact, rounded: false, slack: 0 });
}

function after(value: HeldValue, step: Step): HeldValue {
  switch (step.kind) {
    case 'round':
      return { ...value, held: Math.fround(value.held), rounded: true };
    case 'replace':
      return isMarker(value.held, step.marker) ? { ...value, exact: step.by, held: step.by, slack: 0 } : value;
    default:
      return calculated(value, step);
  }
}

function isMarker(value: number, marker: number): boolean {
  return value === marker || (Number.isNaN(value) && Number.isNaN(marker));
}

/** Errors add up: that of the number so far, that of a constant, which is rounded too, and that of the result. */
function calculated(value: HeldValue, { kind, by }: CalculatedStep): HeldValue {
  const { exact, held, rounded, slack } = value;
  const result = calculate(kind, held, by);
  if (!rounded) return { ...value, exact: result, held: result };
  const inherited = slack === 0 ? Math.abs(exact - held) : slack;
  const constant = Math.abs(by) * HALF_UNIT;
  const sum = kind === 'add' || kind === 'subtract';
  const error = sum ? inherited + constant : Math.abs(calculate(kind, inherited, by)) + Math.abs(result) * HALF_UNIT;
  return {
    exact: calculate(kind, exact, by),
    held: Math.fround(result),
    rounded,
    slack: error + Math.abs(result) * HALF_UNIT,
  };
}

function calculate(kind: CalculatedStep['kind'], held: number, by: number): number {
  switch (kind) {
    case 'add':
      return held + by;
    case 'subtract':
      return held - by;
    case 'multiply':
      return held * by;
    case 'divide':
      return held / by;
  }
}

/** Whether rounding alone may decide how `value` compares with `threshold`, which is rounded itself unless it is exact. */
export function meets({ held, rounded, slack }: HeldValue, threshold: number, exact: boolean): boolean {
  if (slack > 0) return Math.abs(held - threshold) <= slack + Math.abs(threshold) * HALF_UNIT;
  if (rounded) return held === threshold;
  return !exact && held !== threshold && Math.fround(held) === threshold;
}
