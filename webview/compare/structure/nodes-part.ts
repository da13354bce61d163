import { html, nothing, type TemplateResult } from 'lit';
import type { NodeChange, NodeChanges } from '../../../src/contract/structure';
import { formatCount } from '../../shared/format';
import type { PageContext } from '../context';

/** The nodes that changed, folded until they are wanted. */
export function nodesPart(
  { changed, removed, added, list }: NodeChanges,
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
  return html`<details ?open=${isOpen}>
    <summary>${title}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label=${title}>
      <table class="numbers" aria-label=${title}>
        <thead>
          <tr>
            <th scope="col">${t('Change')}</th>
            <th scope="col">${t('Operator')}</th>
            <th scope="col">${t('Baseline')}</th>
            <th scope="col">${t('Candidate')}</th>
            <th scope="col">${t('What differs')}</th>
          </tr>
        </thead>
        <tbody>
          ${list.map((node) => nodeRow(node, context))}
        </tbody>
      </table>
    </div>
  </details>`;
}

function nodeRow(
  { change, operator, baseline, candidate, differs, attributes }: NodeChange,
  { t }: PageContext,
): TemplateResult {
  const changes = { changed: t('changed'), removed: t('removed'), added: t('added') };
  const kinds = { name: t('name'), operator: t('operator'), inputs: t('inputs'), attributes: t('attributes') };
  const others = differs.filter((one) => one !== 'attributes').map((one) => kinds[one]);
  return html`<tr>
    <td>${changes[change]}</td>
    <td>${operator}</td>
    <td class="name">${baseline ?? ''}</td>
    <td class="name">${candidate ?? ''}</td>
    <td>
      ${others.join(', ')}
      ${attributes.map(
        ({ name, baseline: before, candidate: after }) =>
          html`<div><code>${name}</code> ${before ?? t('(none)')} → ${after ?? t('(none)')}</div>`,
      )}
    </td>
  </tr>`;
}
