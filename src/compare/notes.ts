import type { Comparison } from '../contract/comparison';
import type { SideHead } from '../contract/side';
import { count, labelTruthText, list, percent, regressionText } from './words';

export interface NoteFacts {
  /** Rows in which any output is out of tolerance. */
  readonly rowsOut: number;
  readonly saturated: { readonly baseline: number; readonly candidate: number };
  /** Rows that differ, and how many of them meet a threshold of a tree by rounding; absent without trees. */
  readonly crossed?: { readonly rows: number; readonly met: number };
}

type Noted = Omit<Comparison, 'notes' | 'summary' | 'timing' | 'gates'>;

/** Share of rows out of tolerance from which on it is no rounding. */
const NEARLY_ALL = 0.9;
const FEW = 0.2;
const SATURATED = 0.9;

/** Plain sentences: what changed besides values, what it means, what it probably comes from. */
export function notesOf(comparison: Noted, facts: NoteFacts): readonly string[] {
  const { labels, regression } = comparison;
  return [
    ...structureNotes(comparison),
    ...bindingNotes(comparison),
    ...(labels?.truth ? [labelTruthText(labels.truth)] : []),
    ...(regression ? [regressionText(regression)] : []),
    ...rankNotes(comparison),
    ...causeNotes(comparison, facts),
    ...pairingNotes(comparison),
  ];
}

function structureNotes({ structure, onlyInBaseline }: Noted): readonly string[] {
  if (structure.status === 'identical') return ['The files are identical.'];
  if (structure.status === 'not-applicable') return [];
  // An output that nobody has paired is not yet the same one under another name.
  const told = structure.signature.filter(
    ({ of, change, baseline }) => !(of === 'output' && change === 'renamed' && onlyInBaseline.includes(baseline ?? '')),
  );
  return told.map(({ of, change, baseline, candidate }) => {
    switch (change) {
      case 'renamed':
        return `The ${of} '${baseline ?? ''}' is now called '${candidate ?? ''}'.`;
      case 'added':
        return `The ${of} '${candidate ?? ''}' is new.`;
      case 'removed':
        return `The ${of} '${baseline ?? ''}' is gone.`;
      case 'type':
      case 'shape':
        return `The ${of} ${change} changed from ${baseline ?? 'unknown'} to ${candidate ?? 'unknown'}.`;
    }
  });
}

/** A difference that comes from feeding both alike must never look like the model's. */
function bindingNotes({ baseline, candidate }: Noted): readonly string[] {
  const [before, after] = [columnsOf(baseline), columnsOf(candidate)];
  if (!before || !after || before.join('\n') === after.join('\n')) return [];
  if (before.toSorted().join('\n') === after.toSorted().join('\n'))
    return ['The models take the same columns in different orders: each was fed its own.'];
  return ['The models take different columns: each was fed its own.'];
}

function columnsOf({ binding }: SideHead): readonly string[] | undefined {
  return binding?.flatMap(({ columns }) => columns);
}

function rankNotes({ labels }: Noted): readonly string[] {
  const { rows = 0, firstRow = null } = labels?.rankChanges ?? {};
  if (rows === 0) return [];
  return [
    `In ${count(rows, 'row')} the order of the largest probabilities changed inside tolerance (first in row ${firstRow ?? 0}).`,
  ];
}

function causeNotes(comparison: Noted, { rowsOut, saturated, crossed }: NoteFacts): readonly string[] {
  const { rows, verdict } = comparison;
  if (verdict !== 'different' || rowsOut === 0) return [];
  const explained = crossed !== undefined && crossed.met === crossed.rows;
  const out = `${new Intl.NumberFormat('en').format(rowsOut)} of ${count(rows, 'row')}`;
  if (rowsOut >= NEARLY_ALL * rows && !explained) {
    const wrong = `Nearly every row (${out}) is out of tolerance: this is more than rounding.`;
    return [wrong, ...stuckNotes(comparison, saturated)];
  }
  const few = rowsOut <= FEW * rows || explained;
  return [
    ...(few
      ? [`${out} (${percent(rowsOut / rows)}) are out of tolerance; all others agree.`]
      : stuckNotes(comparison, saturated)),
    ...(crossed ? crossingNotes(crossed) : []),
  ];
}

/** The rows that rounding explains are no error of the export; others have another cause. */
function crossingNotes({ rows, met }: NonNullable<NoteFacts['crossed']>): readonly string[] {
  if (met === 0) return [];
  if (met === rows)
    return [
      `${count(met, 'row')} ${met === 1 ? 'differs' : 'differ'} only because rounding to float32 meets a threshold of a tree: not an export error.`,
    ];
  const [one, all] = [met, rows].map((number) => new Intl.NumberFormat('en').format(number));
  return [
    `In ${one} of the ${all} rows that differ, rounding to float32 meets a threshold of a tree; the others have another cause.`,
  ];
}

function stuckNotes({ rows, baseline, candidate }: Noted, saturated: NoteFacts['saturated']): readonly string[] {
  const isStuck = (side: 'baseline' | 'candidate', other: 'baseline' | 'candidate'): boolean =>
    saturated[side] >= SATURATED * rows && saturated[other] < 0.5 * rows;
  const stuck = isStuck('candidate', 'baseline')
    ? 'candidate'
    : isStuck('baseline', 'candidate')
      ? 'baseline'
      : undefined;
  if (!stuck) return [];
  const name = stuck === 'candidate' ? candidate.name : baseline.name;
  return [
    `The probabilities of the ${stuck} (${name}) are stuck at 0 and 1 in ${count(saturated[stuck], 'row')}, those of the other side are not. ` +
      'Likely cause: preprocessing, such as a scaler, was left out of the exported model, so it is fed unscaled values.',
  ];
}

/** One output without a partner on either side may be the same one under another name. */
function pairingNotes({ onlyInBaseline, onlyInCandidate }: Noted): readonly string[] {
  const [before] = onlyInBaseline;
  const [after] = onlyInCandidate;
  if (before === undefined || after === undefined) return [];
  if (onlyInBaseline.length > 1 || onlyInCandidate.length > 1)
    return [
      `Outputs without a partner: ${list(onlyInBaseline)} and ${list(onlyInCandidate)}. Say with --pair OLD=NEW which belong together.`,
    ];
  return [`If '${before}' is now called '${after}', say so: --pair ${before}=${after}.`];
}
