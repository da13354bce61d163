import type { Comparison, Crossing, SliceComparison } from '../../contract/comparison';
import { digits, segmentText } from '../../contract/comparison-text';
import type { OutputComparison } from '../../contract/output-comparison';
import { harmless } from '../harmless';
import type { Terminal } from '../terminal';
import { layerLines } from './layers-text';
import { speedLines } from './speed-text';
import { structureLines } from './structure-text';
import { textTable, type TextColumn } from '../text-table';

const COLOURS = { same: 'green', within: 'green', different: 'yellow', incomparable: 'red' } as const;
const USUAL_WIDTH = 100;
const MOST_SLICES = 10;
const MOST_CROSSINGS = 10;
/** Larger matrices are for --html. */
const MOST_CLASSES = 12;

/** The comparison as text: the verdict first. */
export function compareText(terminal: Terminal, comparison: Comparison): string {
  const {
    verdict,
    summary,
    notes,
    baseline,
    candidate,
    outputs,
    labels,
    slices,
    layers,
    gates,
    crossings = [],
  } = comparison;
  const width = terminal.width ?? USUAL_WIDTH;
  const lines = [
    terminal.styleData(COLOURS[verdict], harmless(summary)),
    ...notes.map(harmless),
    '',
    harmless(`baseline   ${baseline.name}`),
    harmless(`candidate  ${candidate.name}`),
    ...toleranceLines(outputs),
    ...structureLines(comparison.structure).map(harmless),
    ...speedLines(comparison.timing.speed),
    ...section(outputs.length > 0, () => outputTable(outputs, width)),
    ...section(labels !== undefined && labels.flips > 0 && labels.classes.length <= MOST_CLASSES, () =>
      matrixTable(comparison, width),
    ),
    ...section((slices?.length ?? 0) > 0, () => sliceTable(slices ?? [], width)),
    ...section(crossings.length > 0, () => crossingTable(crossings, width)),
    ...section(layers !== undefined, () => layerLines(layers, width).map(harmless)),
    ...section(gates.length > 0, () => gateLines(terminal, comparison)),
  ];
  return `${lines.join('\n')}\n`;
}

/** Each tolerance that numbers are held to. */
function toleranceLines(outputs: readonly OutputComparison[]): readonly string[] {
  const held = outputs.filter(({ tolerance: { atol, rtol } }) => atol + rtol > 0);
  const texts = new Set(
    held.map(({ tolerance: { atol, rtol } }) => `tolerance  ${digits(atol)} + ${digits(rtol)} x |baseline|`),
  );
  return [...texts];
}

function section(present: boolean, lines: () => readonly string[]): readonly string[] {
  return present ? ['', ...lines()] : [];
}

function outputTable(outputs: readonly OutputComparison[], width: number): readonly string[] {
  const column = (title: string, cell: (output: OutputComparison) => string): TextColumn => ({
    title,
    cells: outputs.map(cell),
  });
  return textTable(
    [],
    [
      column('output', ({ baseline, candidate }) => (baseline === candidate ? baseline : `${baseline} > ${candidate}`)),
      column('status', ({ status }) => status),
      column('out', ({ outOfTolerance, elements }) => `${outOfTolerance} of ${elements}`),
      column('max abs', ({ maxAbs }) => digits(maxAbs?.value)),
      column('in row', ({ maxAbs }) => (maxAbs ? String(maxAbs.row) : '')),
      column('mean abs', ({ meanAbs }) => digits(meanAbs)),
      column('p99 abs', ({ p99Abs }) => digits(p99Abs)),
      column('max rel', ({ maxRel }) => digits(maxRel?.value)),
      column('cosine', ({ cosine }) => digits(cosine)),
      column('SQNR dB', ({ sqnr }) => digits(sqnr)),
    ],
    width,
  );
}

/** Rows are what it was, columns what it is. */
function matrixTable({ labels }: Comparison, width: number): readonly string[] {
  const { classes = [], matrix = [] } = labels ?? {};
  if (matrix.length === 0) return [];
  const rows = { title: 'from \\ to', cells: classes.map(String) };
  const columns = classes.map((name, to) => ({
    title: String(name),
    cells: matrix.map((from) => String(from[to] ?? 0)),
  }));
  return textTable([rows], columns, width);
}

function sliceTable(slices: readonly SliceComparison[], width: number): readonly string[] {
  const shown = slices.slice(0, MOST_SLICES);
  const column = (title: string, cell: (slice: SliceComparison) => string): TextColumn => ({
    title,
    cells: shown.map(cell),
  });
  return [
    'Where the candidate is worse:',
    ...textTable(
      [column('column', (slice) => slice.column), column('segment', ({ segment }) => segmentText(segment))],
      [
        column('rows', ({ rows }) => String(rows)),
        column(shown[0]?.metric ?? '', ({ baseline, candidate }) => `${digits(baseline)} > ${digits(candidate)}`),
        column('p', ({ p }) => digits(p)),
        column('p (all segments)', ({ adjustedP }) => digits(adjustedP)),
      ],
      width,
    ),
  ];
}

/** With all digits: the last one decides. */
function crossingTable(crossings: readonly Crossing[], width: number): readonly string[] {
  const shown = crossings.slice(0, MOST_CROSSINGS);
  const column = (title: string, cell: (crossing: Crossing) => string | number): TextColumn => ({
    title,
    cells: shown.map((crossing) => harmless(String(cell(crossing)))),
  });
  const left = crossings.length - shown.length;
  return [
    'Thresholds that rounding to float32 meets:',
    ...textTable(
      [column('row', ({ row }) => row), column('column', (crossing) => crossing.column)],
      [
        column('value', ({ value }) => value),
        column('tree', ({ tree }) => tree),
        column('threshold', ({ threshold }) => threshold),
      ],
      width,
    ),
    ...(left > 0 ? [`and ${left} more (--json)`] : []),
  ];
}

function gateLines(terminal: Terminal, { gates }: Comparison): readonly string[] {
  return gates.map(({ gate, passed, value, why }) => {
    const mark = passed ? terminal.styleData('green', 'passed') : terminal.styleData('red', 'failed');
    return harmless(`${mark}  ${gate}  (${why ?? `is ${digits(value)}`})`);
  });
}
