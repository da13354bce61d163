import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Compared, CompareHostProtocol, ComparePageState } from '../../src/contract/compare-page';
import type { Client } from '../../src/contract/rpc';
import { controlStyles } from '../shared/control-styles';
import { changePart } from '../shared/change-part';
import { issuesPart } from '../shared/issues-part';
import { pageStyles } from '../shared/page-styles';
import { progressPart } from '../shared/progress-part';
import { sharedStyles } from '../shared/styles';
import { tableStyles } from '../shared/table-styles';
import type { Translate } from '../shared/translate';
import { brokenPart } from './broken-part';
import { compareStyles } from './compare-styles';
import { createActions, type CompareActions, type PageContext } from './context';
import { crossingsPart } from './crossings-part';
import { headPart, toolbarPart } from './head-part';
import { labelsPart } from './labels-part';
import { layersPart } from './layers-part';
import { outputsPart } from './outputs-part';
import { regressionPart } from './regression-part';
import { speedPart } from './speed-part';
import { stoppedPart } from './stopped-part';
import { structurePart } from './structure/structure-part';
import { tolerancePart } from './tolerance-part';
import { verdictPart } from './verdict-part';

interface CompareAppOptions {
  readonly host: Client<CompareHostProtocol>;
  readonly t: Translate;
  readonly language: string;
}

/** The compare page: what the extension shows, part by part. */
@customElement('workbench-compare')
export class CompareApp extends LitElement {
  static override styles = [sharedStyles, controlStyles, pageStyles, tableStyles, compareStyles];

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
    if (view.kind !== 'compared') return nothing;
    const { comparison, result } = view;
    return html`${verdictPart(comparison, context)}
    ${changePart(context.state.onChange.step, context, () => this.t('compared again'))}
    ${result === undefined ? nothing : tolerancePart(comparison, context)} ${toolbarPart(context)}
    ${issuesPart(comparison.issues, context)}`;
  }

  private body(context: PageContext): TemplateResult | typeof nothing {
    const { view } = context.state;
    switch (view.kind) {
      case 'running':
        return html`<div class="sections">${structurePart(context)}</div>`;
      case 'compared':
        return this.sections(view, context);
      case 'stopped':
        return html`${stoppedPart(view.comparison, context)}
          <div class="sections">${structurePart(context)}</div>`;
      case 'broken':
      case 'asleep':
        return html`${brokenPart(view, context)}
          <div class="sections">${structurePart(context)}</div>`;
    }
  }

  private sections({ comparison, result }: Compared, context: PageContext): TemplateResult {
    return html`<div class="sections">
      ${
        result === undefined
          ? nothing
          : html`${labelsPart(comparison.labels, context)} ${regressionPart(comparison.regression, context)}
            ${crossingsPart(comparison, context)} ${outputsPart(comparison, context)}`
      }
      ${structurePart(context)} ${result === undefined ? nothing : layersPart(comparison, context)}
      ${speedPart(comparison.timing.speed, context)}
    </div>`;
  }
}
