import type { Dtype } from '../contract/dtype';
import type { Value } from '../data/table';
import type { BindingPlan, ColumnPlan, Stored } from './binding-plan';
import { codeOf } from './categories';
import { cellReader } from './cells';
import { float16Bits } from '../data/float16';
import type { Ledger } from './ledger';
import { isMissing, quote } from './table-cells';

/** Turns a cell into the element to feed; undefined where there is none, which the ledger then knows. */
export type CellFeeder = (cell: Value, index: number) => Stored | undefined;

export interface Feeding {
  readonly plan: BindingPlan;
  readonly input: { readonly name: string; readonly dtype: Dtype };
  readonly column: ColumnPlan;
  readonly ledger: Ledger;
}

/** The feeder of one column: missing cells, categories and plain values of the input's dtype. */
export function cellFeeder(feeding: Feeding): CellFeeder {
  const { input, column, plan, ledger } = feeding;
  const read = cellReader(input.dtype);
  const { codes } = column;
  const nan = nanOf(input.dtype);
  return (cell, index) => {
    const code = codes && codeOf(codes, cell);
    if (code === undefined && isGap(cell, input.dtype)) return feedMissing(feeding, cell, index);
    if (codes && code === undefined) return feedUnknown(feeding, cell, index, nan);
    const result = read(code ?? cell, plan.decimal);
    if (result.ok) return result.value;
    const message = `${quote(cell)} in column '${column.name}', ${ledger.place(index)}, ${result.fault.says}; input '${input.name}' is ${input.dtype}.`;
    ledger.fail(index, column, input.name, { code: result.fault.code, message });
    return undefined;
  };
}

/** NaN as the input's tensor holds it. */
function nanOf(dtype: Dtype): number {
  return dtype === 'float16' ? float16Bits(NaN) : NaN;
}

/** String columns take text as it stands: only an empty cell, null or an absent key are gaps there. */
function isGap(cell: Value, dtype: Dtype): boolean {
  if (dtype !== 'string') return isMissing(cell);
  return cell === undefined || cell === null || cell === '';
}

function feedMissing({ input, column, ledger }: Feeding, cell: Value, index: number): Stored | undefined {
  const { missing } = column;
  switch (missing.kind) {
    case 'nan':
      ledger.count('missing-as-nan', index, column, input.name);
      return nanOf(input.dtype);
    case 'value':
      ledger.count('missing-as-value', index, column, input.name);
      return missing.value;
    case 'empty-text':
      if (cell !== '') break;
      ledger.count('empty-text', index, column, input.name);
      return '';
    case 'error':
      break;
  }
  const nothing =
    cell === undefined
      ? `There is no '${column.name}' in ${ledger.place(index)}`
      : `Column '${column.name}' is ${cell === null ? 'null' : 'empty'} in ${ledger.place(index)}`;
  const message = `${nothing}, and the model has nothing that fills it (input '${input.name}', ${input.dtype}): fill it in, or say what to feed with --missing.`;
  ledger.fail(index, column, input.name, { code: 'missing-cell', message });
  return undefined;
}

function feedUnknown({ input, column, ledger }: Feeding, cell: Value, index: number, nan: number): Stored | undefined {
  if (column.takesNaN) {
    ledger.count('unknown-category', index, column, input.name, cell);
    return nan;
  }
  const known = [...(column.codes?.keys() ?? [])].slice(0, 8).map((value) => `'${value}'`);
  const message = `${quote(cell)} in column '${column.name}', ${ledger.place(index)}, is none of its categories (${known.join(', ')}), and the model takes no missing values there.`;
  ledger.fail(index, column, input.name, { code: 'unknown-category', message });
  return undefined;
}
