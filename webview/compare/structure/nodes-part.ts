import { html, nothing, type TemplateResult } from 'lit';
import type { NodeChange, NodeChanges, NodeGroup } from '../../../src/contract/structure';
import { formatCount } from '../../shared/format';
import type { PlainColumn } from '../../shared/plain-table';
import type { PageContext } from '../context';
import { foldedTable } from './folded-table';

/** The nodes that changed, folded until they are wanted. */
export function nodesPart(
  { changed, removed, added, groups, list }: NodeChanges,
  isOpen: boolean,
  context: PageContext,
): TemplateResult | typeof nothing {
  const { t, language } = context;
  const all = changed + removed + added;
  if (all === 0) return nothing;
  const title =
    list.length < all
      ? t('Nodes: the first {0} of {1}', formatCount(list.length, language), formatCount(all, language))
      : t('Nodes: {0}', formatCount(all, language));
  const nodes = foldedTable({ label: title, columns: columnsOf(t), rows: list }, isOpen);
  if (list.length === all) return nodes;
  const byOperator = { label: t('Changed nodes by operator'), columns: groupColumns(context), rows: groups };
  return html`${foldedTable(byOperator, true)} ${nodes}`;
}

/** Of more nodes than are listed these tell where to look. */
function groupColumns({ t, language }: PageContext): readonly PlainColumn<NodeGroup>[] {
  const count = (value: number): string => (value === 0 ? '' : formatCount(value, language));
  return [
    { title: t('Operator'), cell: ({ operator }) => operator },
    { title: t('changed'), kind: 'number', cell: ({ changed }) => count(changed) },
    { title: t('removed'), kind: 'number', cell: ({ removed }) => count(removed) },
    { title: t('added'), kind: 'number', cell: ({ added }) => count(added) },
  ];
}

function columnsOf(t: PageContext['t']): readonly PlainColumn<NodeChange>[] {
  const changes = { changed: t('changed'), removed: t('removed'), added: t('added') };
  return [
    { title: t('Change'), cell: ({ change }) => changes[change] },
    { title: t('Operator'), cell: ({ operator }) => operator },
    { title: t('Baseline'), kind: 'name', cell: ({ baseline }) => baseline ?? '' },
    { title: t('Candidate'), kind: 'name', cell: ({ candidate }) => candidate ?? '' },
    { title: t('What differs'), cell: (node) => differencePart(node, t) },
  ];
}

function differencePart({ differs, attributes }: NodeChange, t: PageContext['t']): TemplateResult {
  const kinds = { name: t('name'), operator: t('operator'), inputs: t('inputs'), attributes: t('attributes') };
  const others = differs.filter((one) => one !== 'attributes').map((one) => kinds[one]);
  return html`${others.join(', ')}
  ${attributes.map(
    ({ name, baseline, candidate }) =>
      html`<div><code>${name}</code> ${baseline ?? t('(none)')} → ${candidate ?? t('(none)')}</div>`,
  )}`;
}
