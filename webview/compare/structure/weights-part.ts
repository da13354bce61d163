import { nothing, type TemplateResult } from 'lit';
import type { WeightChange, WeightChanges } from '../../../src/contract/structure';
import { digits } from '../../../src/contract/comparison-text';
import { formatCount } from '../../shared/format';
import type { PlainColumn } from '../../shared/plain-table';
import type { PageContext } from '../context';
import { foldedTable } from './folded-table';

/** The weights that changed and by how much, folded until they are wanted. */
export function weightsPart(
  { changed, renamed, removed, added, list }: WeightChanges,
  isOpen: boolean,
  context: PageContext,
): TemplateResult | typeof nothing {
  const { t, language } = context;
  const all = changed + renamed + removed + added;
  if (all === 0) return nothing;
  const title =
    list.length < all
      ? t(
          'Weights: {0} of {1}, those that changed most first',
          formatCount(list.length, language),
          formatCount(all, language),
        )
      : t('Weights: {0}', formatCount(all, language));
  return foldedTable({ label: title, columns: columnsOf(t), rows: list }, isOpen);
}

function columnsOf(t: PageContext['t']): readonly PlainColumn<WeightChange>[] {
  const changes = { changed: t('changed'), renamed: t('renamed'), removed: t('removed'), added: t('added') };
  return [
    { title: t('Change'), cell: ({ change }) => changes[change] },
    { title: t('Weight'), kind: 'name', cell: namesOf },
    { title: t('Type and shape'), cell: (weight) => kindsOf(weight).join(' → ') },
    { title: t('Max abs'), kind: 'number', cell: ({ maxAbs }) => digits(maxAbs) },
    { title: t('Mean abs'), kind: 'number', cell: ({ meanAbs }) => digits(meanAbs) },
    { title: t('Relative norm'), kind: 'number', cell: ({ relativeNorm }) => digits(relativeNorm) },
  ];
}

function namesOf({ baseline, candidate }: WeightChange): string {
  return [...new Set([baseline, candidate])].filter((name) => name !== null).join(' → ');
}

function kindsOf({ dtype, shape }: WeightChange): readonly string[] {
  const kinds = (['baseline', 'candidate'] as const).flatMap((side) => {
    const [name, sizes] = [dtype[side], shape[side]];
    return name === null || sizes === null ? [] : [`${name}[${sizes.join(', ')}]`];
  });
  return [...new Set(kinds)];
}
