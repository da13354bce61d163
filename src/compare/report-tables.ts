import type { Comparison } from '../contract/comparison';
import { digits, segmentText } from '../contract/comparison-text';
import type { SideName } from '../contract/side';
import type { Tolerance } from '../contract/tolerance';
import { layerTables } from './layers-table';
import type { ReportTable } from './report-table';
import { speedTable } from './speed-table';
import { structureTables } from './structure-tables';
import { percent, points } from './words';

/** All tables of a report, in the order in which they are read. */
export function tablesOf(comparison: Comparison): readonly ReportTable[] {
  return [
    sidesTable(comparison),
    ...gatesTable(comparison),
    outputsTable(comparison),
    ...metricsTable(comparison),
    ...matrixTable(comparison),
    ...perClassTable(comparison),
    ...slicesTable(comparison),
    ...crossingsTable(comparison),
    ...layerTables(comparison.layers),
    ...speedTable(comparison.timing.speed),
    ...structureTables(comparison.structure),
    ...issuesTable(comparison),
  ];
}

function sidesTable({ baseline, candidate }: Comparison): ReportTable {
  const row = (title: string, of: (side: SideName) => string): readonly string[] => [
    title,
    of('baseline'),
    of('candidate'),
  ];
  const heads = { baseline, candidate };
  return {
    title: 'Sides',
    head: ['', 'baseline', 'candidate'],
    rows: [
      row('name', (side) => heads[side].name),
      row('sha256', (side) => heads[side].sha256?.slice(0, 12) ?? ''),
      row('columns', (side) =>
        (heads[side].binding ?? []).map(({ input, columns }) => `${input}: ${columns.join(', ')}`).join('; '),
      ),
    ],
  };
}

function gatesTable({ gates }: Comparison): readonly ReportTable[] {
  if (gates.length === 0) return [];
  const rows = gates.map(({ gate, passed, value, why }) => [passed ? 'passed' : 'failed', gate, why ?? digits(value)]);
  return [{ title: 'Gates', head: ['', 'gate', 'value'], rows }];
}

function outputsTable({ outputs, onlyInBaseline, onlyInCandidate }: Comparison): ReportTable {
  const rows = outputs.map((output) => [
    output.baseline === output.candidate ? output.baseline : `${output.baseline} > ${output.candidate}`,
    [output.status, ...output.changed].join(', '),
    `${output.outOfTolerance} of ${output.elements}`,
    output.maxAbs ? `${digits(output.maxAbs.value)} (row ${output.maxAbs.row})` : '',
    output.maxRel ? `${digits(output.maxRel.value)} (row ${output.maxRel.row})` : '',
    ...[output.meanAbs, output.rmse, output.medianAbs, output.p90Abs, output.p95Abs, output.p99Abs].map(digits),
    ...[output.cosine, output.sqnr].map(digits),
    toleranceText(output.tolerance),
  ]);
  const alone = [
    ...onlyInBaseline.map((name) => [name, 'only in the baseline']),
    ...onlyInCandidate.map((name) => [name, 'only in the candidate']),
  ];
  return {
    title: 'Outputs',
    head: [
      ...[
        'output',
        'status',
        'out of tolerance',
        'max abs',
        'max rel',
        'mean abs',
        'RMSE',
        'median abs',
        'p90',
        'p95',
        'p99',
      ],
      ...['cosine', 'SQNR dB', 'tolerance'],
    ],
    rows: [...rows, ...alone],
  };
}

/** As it stands in the formula: atol + rtol of the baseline. */
function toleranceText({ atol, rtol }: Tolerance): string {
  return atol + rtol === 0 ? 'exact' : `${digits(atol)} + ${digits(rtol)} rel`;
}

function metricsTable({ labels, regression }: Comparison): readonly ReportTable[] {
  const head = ['', 'baseline', 'candidate', 'change'];
  if (regression) {
    const { baseline, candidate, delta } = regression;
    const rows = (['mae', 'rmse', 'r2'] as const).map((name) => [
      name.toUpperCase(),
      ...[baseline[name], candidate[name], delta[name]].map(digits),
    ]);
    return [{ title: 'Against the truth', head, rows }];
  }
  const truth = labels?.truth;
  if (!truth) return [];
  const { baseline, candidate, mcnemar } = truth;
  return [
    {
      title: 'Against the truth',
      head,
      rows: [
        [
          'accuracy',
          percent(baseline.accuracy),
          percent(candidate.accuracy),
          points(candidate.accuracy - baseline.accuracy),
        ],
        ['old right, new wrong', '', '', String(truth.oldRightNewWrong)],
        ['old wrong, new right', '', '', String(truth.oldWrongNewRight)],
        ['negative flip rate', '', '', percent(truth.negativeFlipRate)],
        ["McNemar's p (exact)", '', '', `${digits(mcnemar.p)} (${digits(mcnemar.exactP)})`],
      ],
    },
  ];
}

/** Wider matrices are no help on a page. */
const MOST_CLASSES = 30;

function matrixTable({ labels }: Comparison): readonly ReportTable[] {
  if (!labels || labels.classes.length > MOST_CLASSES) return [];
  const { classes, matrix, flips } = labels;
  return [
    {
      title: `Labels: ${flips} changed (from down, to across)`,
      head: ['', ...classes.map(String)],
      rows: classes.map((name, from) => [String(name), ...(matrix[from] ?? []).map(String)]),
    },
  ];
}

function perClassTable({ labels }: Comparison): readonly ReportTable[] {
  const truth = labels?.truth;
  if (!truth || truth.baseline.perClass.length > MOST_CLASSES) return [];
  const rows = truth.baseline.perClass.map((before) => {
    const after = truth.candidate.perClass.find((other) => String(other.class) === String(before.class));
    return [
      String(before.class),
      String(before.support),
      ...(['precision', 'recall', 'f1'] as const).map((name) => `${digits(before[name])} to ${digits(after?.[name])}`),
    ];
  });
  return [{ title: 'Per class', head: ['class', 'support', 'precision', 'recall', 'F1'], rows }];
}

function slicesTable({ slices }: Comparison): readonly ReportTable[] {
  if (!slices || slices.length === 0) return [];
  const rows = slices.map((slice) => [
    slice.column,
    segmentText(slice.segment),
    String(slice.rows),
    `${slice.metric} ${digits(slice.baseline)} to ${digits(slice.candidate)}`,
    digits(slice.adjustedP),
  ]);
  return [
    { title: 'Where the candidate is worse', head: ['column', 'segment', 'rows', 'metric', 'p, corrected'], rows },
  ];
}

/** Longer lists are for --json. */
const MOST_CROSSINGS = 100;

function crossingsTable({ crossings = [] }: Comparison): readonly ReportTable[] {
  if (crossings.length === 0) return [];
  const shown = crossings.slice(0, MOST_CROSSINGS);
  const which = shown.length < crossings.length ? ` (the first ${shown.length} of ${crossings.length})` : '';
  return [
    {
      title: `Thresholds that rounding to float32 meets${which}`,
      head: ['row', 'column', 'value', 'tree', 'threshold'],
      rows: shown.map(({ row, column, value, tree, threshold }) => [row, column, value, tree, threshold].map(String)),
    },
  ];
}

function issuesTable({ issues }: Comparison): readonly ReportTable[] {
  if (issues.length === 0) return [];
  return [
    {
      title: 'Notices',
      head: ['', 'code', 'message'],
      rows: issues.map(({ severity, code, message }) => [severity, code, message]),
    },
  ];
}
