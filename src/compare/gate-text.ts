import { parseGateRows, type GateRows } from '../contract/gate-rows';
import { WorkbenchError } from '../contract/issue';

/** What a gate asks for. */
export type Gate =
  /** Every output inside its tolerance. */
  | { readonly kind: 'tolerance'; readonly text: string }
  /** A measure of the candidate, or how much it changed from the baseline. */
  | {
      readonly kind: 'measure';
      readonly text: string;
      readonly measure: string;
      /** The class of a per-class measure: `recall[benign]`. */
      readonly of?: string;
      readonly subject: 'value' | 'change' | 'relative change';
      readonly operator: Operator;
      readonly bound: number;
      /** Absent: all rows. */
      readonly rows?: GateRows;
    };

export type Operator = '>=' | '<=' | '>' | '<' | '==';

const FORM =
  /^\s*(?:(relative change|change)\s+)?([A-Za-z][A-Za-z0-9]*)(?:\[([^\]]+)\])?(?:\s+(relative change|change))?\s*(>=|<=|==|>|<)\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(%)?(?:\s+where\s+(.*?))?\s*$/i;

/** Measures, by what they are of. */
export const SCORES = ['accuracy', 'precision', 'recall', 'f1', 'mae', 'rmse', 'r2'] as const;
const CHANGES = [
  'flips',
  'flipRate',
  'negativeFlipRate',
  'oldRightNewWrong',
  'maxAbs',
  'maxRel',
  'meanAbs',
  'p99Abs',
  'outOfTolerance',
  'cosine',
  'sqnr',
] as const;

/** What is counted for the rows of one segment by themselves. */
const OF_ROWS: readonly string[] = [
  'accuracy',
  'mae',
  'rmse',
  'flips',
  'flipRate',
  'negativeFlipRate',
  'oldRightNewWrong',
];

const MEASURES = new Map([...SCORES, ...CHANGES].map((name) => [name.toLowerCase(), name]));

/**
 * `accuracy >= .9`, `recall[benign] >= 90%`, `change accuracy >= -1%`, `relative change rmse <= 5%`, `tolerance`; behind
 * some of them the rows that are meant: `accuracy >= .9 where region is north`.
 * Throws WorkbenchError of kind `usage`.
 */
export function parseGate(text: string): Gate {
  if (text.trim().toLowerCase() === 'tolerance') return { kind: 'tolerance', text };
  const [match, before, name = '', of, after, operator, digits, percent, where] = FORM.exec(text) ?? [];
  if (match === undefined) throw badGate(text, 'It has to read like: accuracy >= .9');
  const measure = MEASURES.get(name.toLowerCase());
  if (measure === undefined)
    throw badGate(text, `'${name}' is no measure. There are ${[...MEASURES.values()].join(', ')} and tolerance.`);
  const subject = (before ?? after ?? 'value').toLowerCase() as 'value' | 'change' | 'relative change';
  if (subject !== 'value' && (CHANGES as readonly string[]).includes(measure))
    throw badGate(text, `'${measure}' is a change already: leave out '${subject}'.`);
  return {
    kind: 'measure',
    text,
    measure,
    ...(of === undefined ? {} : { of: of.trim() }),
    subject,
    operator: operator as Operator,
    bound: Number(digits) / (percent === undefined ? 1 : 100),
    ...rowsOf(text, measure, where),
  };
}

function rowsOf(text: string, measure: string, where: string | undefined): { readonly rows?: GateRows } {
  if (where === undefined) return {};
  if (!OF_ROWS.includes(measure))
    throw badGate(text, `'${measure}' is only of all rows. Those of one segment have ${OF_ROWS.join(', ')}.`);
  const rows = parseGateRows(where);
  if (rows) return { rows };
  throw badGate(text, 'Rows read like: where region is north, where age in [18, 30), where age is missing.');
}

function badGate(text: string, why: string): WorkbenchError {
  return new WorkbenchError('usage', { code: 'bad-gate', message: `The gate '${text}' cannot be read. ${why}` });
}
