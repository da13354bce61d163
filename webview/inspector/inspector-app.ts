import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type {
  FilledField,
  InspectorHostProtocol,
  InspectorState,
  QuickRunAnswer,
} from '../../src/contract/inspector-page';
import type { Client } from '../../src/contract/rpc';
import { controlStyles } from '../shared/control-styles';
import { icon } from '../shared/icons';
import { sharedStyles } from '../shared/styles';
import type { Translate } from '../shared/translate';
import './classes-part';
import { createActions, type InspectorActions, type ModelContent, type PartContext } from './context';
import { detailsPart } from './details-part';
import { droppedUris } from './drop';
import { headPart } from './head-part';
import { formStyles } from './form-styles';
import { inspectorStyles } from './inspector-styles';
import type { Memory } from './memory';
import { problemsPart } from './problems-part';
import './quick-run';
import { runsPart } from './runs-part';
import { inputsPart, outputsPart } from './signature-part';

export interface InspectorAppParts {
  readonly t: Translate;
  readonly language: string;
  readonly memory: Memory;
}

/** The inspector: one model, what it takes and gives, and a way to try it. */
@customElement('workbench-inspector')
export class InspectorApp extends LitElement {
  static override styles = [sharedStyles, controlStyles, inspectorStyles, formStyles];

  @property({ attribute: false }) state?: InspectorState;
  @state() private dragged = false;

  private readonly actions: InspectorActions;

  constructor(
    private readonly host: Client<InspectorHostProtocol>,
    private readonly parts: InspectorAppParts,
  ) {
    super();
    this.actions = createActions(host);
    this.addEventListener('dragenter', this.onDrag);
    this.addEventListener('dragover', this.onDrag);
    this.addEventListener('dragleave', this.onLeave);
    this.addEventListener('drop', this.onDrop);
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.state) return nothing;
    const { t, language } = this.parts;
    const context: PartContext = { state: this.state, actions: this.actions, t, language };
    const { place, content } = this.state;
    const label = place === 'view' || content.kind === 'none' ? t('Inspector') : content.file.name;
    return html`<main class=${place} aria-label=${label}>
      ${this.content(this.state, context)}
      ${this.dragged ? html`<div class="drop-here" aria-hidden="true">${icon('drop')} ${t('Drop to run it')}</div>` : nothing}
    </main>`;
  }

  private content({ content }: InspectorState, context: PartContext): TemplateResult {
    const { t, actions } = context;
    switch (content.kind) {
      case 'none':
        return html`<div class="empty">
          <p>${t('Select a model in the Models view, or open one, to see what it takes and gives.')}</p>
          <vscode-button @click=${actions.openModel}>${t('Open Model...')}</vscode-button>
        </div>`;
      case 'reading':
        return html`<p class="quiet empty" role="status">${t('Reading {0}...', content.file.name)}</p>`;
      case 'unreadable':
        return html`<header>
          <h1><span title=${content.file.path}>${content.file.name}</span></h1>
          <h2>${icon('error')} ${t('This file cannot be read as a model')}</h2>
          ${
            content.issues.length > 0
              ? problemsPart(content.issues, context)
              : html`<p>${t('Something went wrong in ONNX Workbench itself. The log has the rest.')}</p>`
          }
        </header>`;
      case 'model':
        return this.model(content, context);
    }
  }

  private model(content: ModelContent, context: PartContext): TemplateResult {
    const { summary, expectation, file } = content;
    const canRun = !file.version && expectation !== undefined && expectation.row.fields.length > 0;
    return html`${headPart(content, context)}
      ${problemsPart([...summary.problems, ...(expectation?.issues ?? [])], context)}
      <div class="parts">
        <div class="part">
          ${inputsPart(content, context)} ${outputsPart(content, context)}
          <workbench-classes .summary=${summary} .context=${context}></workbench-classes>
        </div>
        <div class="part">
          ${
            canRun
              ? html`<workbench-quick-run
                  .path=${file.path}
                  .row=${expectation.row}
                  .context=${context}
                  .memory=${this.parts.memory}
                  .run=${this.run}
                ></workbench-quick-run>`
              : nothing
          }
          ${runsPart(content, context)}
        </div>
        <div class="part">${detailsPart(content, context)}</div>
      </div>`;
  }

  private readonly run = (fields: readonly FilledField[], signal: AbortSignal): Promise<QuickRunAnswer> =>
    this.host.quickRun({ fields }, { signal });

  private readonly onDrag = (event: DragEvent): void => {
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    this.dragged = true;
  };

  private readonly onLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) this.dragged = false;
  };

  private readonly onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.dragged = false;
    if (event.dataTransfer) this.actions.drop(droppedUris(event.dataTransfer));
  };
}
