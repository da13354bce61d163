import { digits, modelPartName, shortValue } from '../contract/comparison-text';
import type { NodeChange, Structure, WeightChange } from '../contract/structure';
import type { ReportTable } from './report-table';

type Different = Extract<Structure, { status: 'different' }>;

/** Rows that a report shows of one list; `--json` has more. */
const MOST_ROWS = 20;
const MOST_ATTRIBUTES = 3;

/** What differs in the files, for reports. */
export function structureTables(structure: Structure): readonly ReportTable[] {
  if (structure.status !== 'different') return [];
  return [...factsTable(structure), ...nodesTable(structure), ...weightsTable(structure)];
}

function factsTable({ signature, model, nodes }: Different): readonly ReportTable[] {
  const rows = [
    ...signature.map(({ of, change, baseline, candidate }) => [`${of} ${change}`, baseline ?? '', candidate ?? '']),
    ...model.map((change) => [modelPartName(change), shortValue(change.baseline), shortValue(change.candidate)]),
    ...nodes.operators
      .slice(0, MOST_ROWS)
      .map(({ operator, baseline, candidate }) => [`nodes ${operator}`, String(baseline), String(candidate)]),
  ];
  return rows.length === 0 ? [] : [{ title: 'Structure', head: ['', 'baseline', 'candidate'], rows }];
}

function nodesTable({ nodes }: Different): readonly ReportTable[] {
  const total = nodes.changed + nodes.removed + nodes.added;
  if (total === 0) return [];
  const rows = nodes.list
    .slice(0, MOST_ROWS)
    .map((node) => [node.change, node.operator, node.baseline ?? '', node.candidate ?? '', differenceText(node)]);
  const title = `Nodes: ${nodes.changed} changed, ${nodes.removed} removed, ${nodes.added} added${firstOf(rows, total)}`;
  return [{ title, head: ['', 'operator', 'baseline', 'candidate', 'what'], rows }];
}

function differenceText({ differs, attributes }: NodeChange): string {
  const values = attributes
    .slice(0, MOST_ATTRIBUTES)
    .map(({ name, baseline, candidate }) => `${name} ${shortValue(baseline)} > ${shortValue(candidate)}`);
  const more = attributes.length - MOST_ATTRIBUTES;
  if (more > 0) values.push(`${more} more attributes`);
  return [...differs.filter((one) => one !== 'attributes'), ...values].join(', ');
}

function weightsTable({ weights }: Different): readonly ReportTable[] {
  const { changed, renamed, removed, added } = weights;
  const total = changed + renamed + removed + added;
  if (total === 0) return [];
  const rows = weights.list
    .slice(0, MOST_ROWS)
    .map((weight) => [
      weight.change,
      weight.baseline ?? '',
      weight.candidate ?? '',
      kindText(weight),
      ...[weight.maxAbs, weight.meanAbs, weight.relativeNorm].map(digits),
    ]);
  const title = `Weights: ${changed} changed, ${renamed} renamed, ${removed} removed, ${added} added${firstOf(rows, total)}`;
  return [
    { title, head: ['', 'baseline', 'candidate', 'type and shape', 'max abs', 'mean abs', 'relative norm'], rows },
  ];
}

function kindText({ dtype, shape }: WeightChange): string {
  const text = (side: 'baseline' | 'candidate'): string | undefined => {
    const [name, sizes] = [dtype[side], shape[side]];
    return name === null || sizes === null ? undefined : `${name}[${sizes.join(', ')}]`;
  };
  return [...new Set([text('baseline'), text('candidate')])].filter((one) => one !== undefined).join(' > ');
}

function firstOf(rows: readonly unknown[], total: number): string {
  return rows.length < total ? ` (the first ${rows.length})` : '';
}
