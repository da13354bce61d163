import type { Mapping, MappingColumn, MappingInput } from '../../../../../src/contract/mapping';

/** A column of numbers. */
export function column(name: string, more: Partial<MappingColumn> = {}): MappingColumn {
  const facts = {
    type: 'number',
    missing: 0,
    notNumbers: 0,
    distinct: 9,
    samples: [],
    width: 1,
    coded: false,
  } as const;
  return { name, ...facts, ...more };
}

/** An input of rows, with a size beside the row axis. */
export function input(name: string, size: number | string, more: Partial<MappingInput> = {}): MappingInput {
  const shape = { shape: ['rows', size], rowDims: [size], kind: 'rows' } as const;
  return { name, dtype: 'float32', ...shape, takesNaN: false, columns: [], ...more };
}

/** What the engine says of three rows. */
export function mapping(
  inputs: readonly MappingInput[],
  columns: readonly MappingColumn[],
  more: Partial<Mapping> = {},
): Mapping {
  const looks = {
    named: true,
    rows: 3,
    all: true,
    sketched: 3,
    task: 'classifier',
    reading: { asked: {}, text: true, odd: [] },
  } as const;
  return { inputs, columns, ...looks, truth: [], missing: {}, missingChosen: {}, dims: {}, issues: [], ...more };
}
