import { gateRowsText, type GateRows } from '../contract/gate-rows';
import type { SideName } from '../contract/side';
import type { RowsMeasured } from './rows-measured';

/** What a gate measured, or why it could not. */
export type Found = { readonly value: number } | { readonly why: string };

/** A measure of the rows of a segment: of one side, or, for what is a change already, of both. */
export function valueOfRows(
  measure: string,
  wanted: GateRows,
  side: SideName,
  measured: readonly RowsMeasured[],
): Found {
  const of = gateRowsText(wanted);
  const found = measured.find((one) => one.of === of);
  if (!found) return { why: `the rows with ${of} were not counted: compare again` };
  if (found.column === 'unknown') return { why: `the data has no column '${wanted.column}'` };
  if (found.rows === 0) return { why: `no row has ${of}` };
  const { flips, rows, truth } = found;
  if (measure === 'flips' || measure === 'flipRate') {
    if (flips === undefined) return { why: 'there are no labels' };
    return { value: measure === 'flips' ? flips : flips / rows };
  }
  if (!truth) return { why: 'there is no truth to measure it by' };
  if (truth.rows === 0) return { why: `no row with ${of} has a truth` };
  return truth.kind === 'labels' ? ofLabels(measure, truth, side) : ofErrors(measure, truth, side);
}

type RowsTruth = NonNullable<RowsMeasured['truth']>;
type Truth<K extends RowsTruth['kind']> = Extract<RowsTruth, { readonly kind: K }>;

function ofLabels(measure: string, { rows, right, worse }: Truth<'labels'>, side: SideName): Found {
  switch (measure) {
    case 'accuracy':
      return { value: right[side] / rows };
    case 'oldRightNewWrong':
      return { value: worse };
    case 'negativeFlipRate':
      return { value: worse / rows };
    default:
      return { why: 'the models answer classes' };
  }
}

function ofErrors(measure: string, { rows, absolute, squared }: Truth<'errors'>, side: SideName): Found {
  switch (measure) {
    case 'mae':
      return { value: absolute[side] / rows };
    case 'rmse':
      return { value: Math.sqrt(squared[side] / rows) };
    default:
      return { why: 'the models answer numbers, not classes' };
  }
}
