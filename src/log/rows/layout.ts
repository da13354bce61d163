import { Field, type Data } from 'apache-arrow';

/**
 * What a column of a logged batch holds. A column is found again by its role and never by its name, because names of
 * inputs, classes and outputs are free text.
 */
export type Role =
  | 'row'
  | 'input'
  /** The cells of an input whose text is not the shortest decimal of its number; null elsewhere. */
  | 'input-text'
  | 'input-hash'
  | 'label'
  | 'score'
  | 'margin'
  /** The true class, in the words of the label, or the true number. */
  | 'truth'
  /** Whether the label is another class than the truth. */
  | 'wrong'
  | 'probability'
  /** All probabilities in one list, where there are many classes. */
  | 'probabilities'
  | 'output'
  /** Values of an output whose rows have shapes of their own, followed by those shapes. */
  | 'ragged'
  | 'ragged-shape'
  /** An output without a row axis: a list in the first row, null elsewhere. */
  | 'whole'
  | 'error'
  /** The issue behind `error`, as JSON. */
  | 'issue';

/** One column of a batch before its name is made unique. */
export interface LoggedColumn {
  readonly role: Role;
  /** The name to show, unique or not. */
  readonly name: string;
  /** What is needed to read the column back, kept as the field's metadata. */
  readonly details?: Readonly<Record<string, string>>;
  readonly data: Data;
}

/** Which rows have values. `none`: every row has one. */
export interface Validity {
  readonly nullCount: number;
  readonly nullBitmap?: Uint8Array;
}

export const ALL_VALID: Validity = { nullCount: 0 };

/** Fields with unique names: the second column of the same name ends in `#2`, and so on. */
export function toFields(columns: readonly LoggedColumn[]): Field[] {
  const taken = new Set<string>();
  return columns.map(({ role, name, details, data }) => {
    let unique = name;
    for (let count = 2; taken.has(unique); count += 1) unique = `${name}#${count}`;
    taken.add(unique);
    return new Field(unique, data.type, true, new Map([['role', role], ...Object.entries(details ?? {})]));
  });
}

/** Bits of the rows for which `isValid` holds, least significant first. */
export function validityOf(rows: number, isValid: (index: number) => boolean): Validity {
  const nullBitmap = new Uint8Array(Math.ceil(rows / 8));
  let nullCount = 0;
  for (let index = 0; index < rows; index += 1) {
    if (isValid(index)) nullBitmap[index >> 3] = (nullBitmap[index >> 3] ?? 0) | (1 << (index & 7));
    else nullCount += 1;
  }
  return nullCount === 0 ? ALL_VALID : { nullCount, nullBitmap };
}
