import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ModelSummary } from '../../src/contract/model';
import { controlStyles } from '../shared/control-styles';
import { sharedStyles } from '../shared/styles';
import type { PartContext } from './context';
import { inspectorStyles } from './inspector-styles';

/** As many need no search. */
const FEW = 12;
const MOST_SHOWN = 100;

/** The classes by index, with a search where there are many. */
@customElement('workbench-classes')
export class ClassList extends LitElement {
  static override styles = [sharedStyles, controlStyles, inspectorStyles];

  @property({ attribute: false }) summary?: ModelSummary;
  @property({ attribute: false }) context?: PartContext;
  @state() private search = '';

  override render(): TemplateResult | typeof nothing {
    const { summary, context } = this;
    const names = summary?.classNames?.names ?? summary?.classes?.map(String) ?? [];
    if (!context || names.length === 0) return nothing;
    const { t } = context;
    return html`<section role="group" aria-labelledby="classes">
      <h2 id="classes">${t('Classes')} <span class="count">${names.length}</span></h2>
      ${summary?.classNames ? html`<p class="quiet">${sourceText(summary.classNames.source, t)}</p>` : nothing}
      ${names.length > FEW ? this.searchField(t) : nothing} ${this.found(names, t)}
    </section>`;
  }

  private searchField(t: PartContext['t']): TemplateResult {
    return html`<input
      type="search"
      aria-label=${t('Search classes')}
      placeholder=${t('Search')}
      .value=${this.search}
      @input=${this.onSearch}
    />`;
  }

  /** By a part of the name, or by the index. */
  private found(names: readonly string[], t: PartContext['t']): TemplateResult {
    const wanted = this.search.toLowerCase();
    const found = names
      .map((name, index) => ({ name, index }))
      .filter(({ name, index }) => name.toLowerCase().includes(wanted) || String(index) === wanted);
    if (found.length === 0) return html`<p class="quiet" role="status">${t('No class is called like that.')}</p>`;
    return html`<ul class="classes">
        ${found.slice(0, MOST_SHOWN).map(({ name, index }) => html`<li>${name === String(index) ? nothing : html`<span class="quiet">${index}</span>`} ${name}</li>`)}
      </ul>
      ${found.length > MOST_SHOWN ? html`<p class="quiet">${t('{0} more', found.length - MOST_SHOWN)}</p>` : nothing}`;
  }

  private readonly onSearch = (event: InputEvent): void => {
    this.search = (event.currentTarget as HTMLInputElement).value.trim();
  };
}

function sourceText(source: string, t: PartContext['t']): string {
  switch (source) {
    case 'sidecar':
      return t('Names from the settings beside the model');
    case 'model':
      return t('Names from the model itself');
    case 'metadata names':
      return t("Names from the model's metadata");
    default:
      return t('Names from {0} beside the model', source);
  }
}
