import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Compared, CompareHostProtocol, ComparePageState } from '../../src/contract/compare-page';
import type { Client } from '../../src/contract/rpc';
import { issuesPart } from '../shared/issues-part';
import { pageStyles } from '../shared/page-styles';
import { progressPart } from '../shared/progress-part';
import { sharedStyles } from '../shared/styles';
import type { Translate } from '../shared/translate';
import { brokenPart } from './broken-part';
import { createActions, type CompareActions, type PageContext } from './context';
import { headPart } from './head-part';
import { verdictPart } from './verdict-part';

interface CompareAppOptions {
  readonly host: Client<CompareHostProtocol>;
  readonly t: Translate;
  readonly language: string;
}

/** The compare page: what the extension shows, part by part. */
@customElement('workbench-compare')
export class CompareApp extends LitElement {
  static override styles = [sharedStyles, pageStyles];

  @property({ attribute: false }) state?: ComparePageState;

  private readonly t: Translate;
  private readonly language: string;
  private readonly actions: CompareActions;

  constructor({ host, t, language }: CompareAppOptions) {
    super();
    this.t = t;
    this.language = language;
    this.actions = createActions(host);
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.state) return nothing;
    const context: PageContext = { state: this.state, actions: this.actions, t: this.t, language: this.language };
    return html`<main>
      <header>${headPart(context)} ${this.headline(context)}</header>
      ${this.body(context)}
    </main>`;
  }

  private headline(context: PageContext): TemplateResult | typeof nothing {
    const { view } = context.state;
    if (view.kind === 'running') return progressPart(view, this.t('Reading the models and the data...'), context);
    if (view.kind === 'compared' || view.kind === 'stopped') return verdictPart(view.comparison, context);
    return nothing;
  }

  private body(context: PageContext): TemplateResult | typeof nothing {
    const { view } = context.state;
    switch (view.kind) {
      case 'running':
        return nothing;
      case 'compared':
        return this.comparedParts(view, context);
      case 'stopped':
        return html`<div class="sheet">${issuesPart(view.comparison.issues, context)}</div>`;
      case 'broken':
      case 'asleep':
        return brokenPart(view, context);
    }
  }

  private comparedParts({ comparison }: Compared, context: PageContext): TemplateResult {
    return html`<div class="sheet">${issuesPart(comparison.issues, context)}</div>`;
  }
}
