import type { InputShape } from './input-shapes';
import type { PlanContext } from './plan-context';
import type { Chosen } from './plan-types';

/** Columns named like the input: `name` itself, or `name_0 ... name_k`, or `name_0_0 ...` along the axes of a row. */
export function columnsByInputName(context: PlanContext, input: InputShape): Chosen | undefined {
  const place = context.places.get(input.name);
  if (place !== undefined && feeds(context, input, place)) return { source: 'name', columns: [place] };
  const columns = numbered(context, input) ?? numberedByAxes(context, input);
  return columns && { source: 'name', columns };
}

function feeds(context: PlanContext, { size }: InputShape, place: number): boolean {
  const { nested } = context.facts(place);
  return nested || size === 1 || size === null;
}

function numbered({ places }: PlanContext, { name, size }: InputShape): readonly number[] | undefined {
  const columns: number[] = [];
  for (let index = 0; ; index++) {
    const place = places.get(`${name}_${index}`);
    if (place === undefined) break;
    columns.push(place);
  }
  return columns.length > 0 && (size === null || columns.length === size) ? columns : undefined;
}

function numberedByAxes({ places }: PlanContext, { name, size, rowDims }: InputShape): readonly number[] | undefined {
  if (size === null || rowDims === null || rowDims.length < 2 || size > places.size) return undefined;
  const dims = rowDims.map(Number);
  const columns: number[] = [];
  for (let flat = 0; flat < size; flat++) {
    const place = places.get([name, ...indexesOf(flat, dims)].join('_'));
    if (place === undefined) return undefined;
    columns.push(place);
  }
  return columns;
}

function indexesOf(flat: number, dims: readonly number[]): readonly number[] {
  let rest = flat;
  return dims.toReversed().reduce<number[]>((indexes, dim) => {
    indexes.unshift(rest % dim);
    rest = Math.floor(rest / dim);
    return indexes;
  }, []);
}
