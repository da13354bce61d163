import { html, nothing, type TemplateResult } from 'lit';
import type { WeightChange, WeightChanges } from '../../../src/contract/structure';
import { digits } from '../../../src/contract/comparison-text';
import { formatCount } from '../../shared/format';
import type { PageContext } from '../context';

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
  return html`<details ?open=${isOpen}>
    <summary>${title}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label=${title}>
      <table class="numbers" aria-label=${title}>
        <thead>
          <tr>
            <th scope="col">${t('Change')}</th>
            <th scope="col">${t('Weight')}</th>
            <th scope="col">${t('Type and shape')}</th>
            <th scope="col" class="end">${t('Max abs')}</th>
            <th scope="col" class="end">${t('Mean abs')}</th>
            <th scope="col" class="end">${t('Relative norm')}</th>
          </tr>
        </thead>
        <tbody>
          ${list.map((weight) => weightRow(weight, context))}
        </tbody>
      </table>
    </div>
  </details>`;
}

function weightRow(weight: WeightChange, { t }: PageContext): TemplateResult {
  const { change, baseline, candidate } = weight;
  const changes = { changed: t('changed'), renamed: t('renamed'), removed: t('removed'), added: t('added') };
  const names = [...new Set([baseline, candidate])].filter((name) => name !== null);
  return html`<tr>
    <td>${changes[change]}</td>
    <td class="name">${names.join(' → ')}</td>
    <td>${kindsOf(weight).join(' → ')}</td>
    ${[weight.maxAbs, weight.meanAbs, weight.relativeNorm].map((value) => html`<td class="end">${digits(value)}</td>`)}
  </tr>`;
}

function kindsOf({ dtype, shape }: WeightChange): readonly string[] {
  const kinds = (['baseline', 'candidate'] as const).flatMap((side) => {
    const [name, sizes] = [dtype[side], shape[side]];
    return name === null || sizes === null ? [] : [`${name}[${sizes.join(', ')}]`];
  });
  return [...new Set(kinds)];
}
