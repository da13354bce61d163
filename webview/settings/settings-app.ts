import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Client } from '../../src/contract/rpc';
import type { SettingEdit, SettingsHostProtocol, SettingsPageState } from '../../src/contract/settings-page';
import { icon } from '../shared/icons';
import { controlStyles } from '../shared/control-styles';
import { sharedStyles } from '../shared/styles';
import type { Translate } from '../shared/translate';
import { valueAt, type FormContext } from './form-context';
import { sections, type Section } from './sections';
import { settingsStyles } from './settings-styles';

/** The form of a model's settings. What is typed goes into the text of the file at once; saving is the editor's. */
@customElement('workbench-settings')
export class SettingsApp extends LitElement {
  static override styles = [sharedStyles, controlStyles, settingsStyles];

  @property({ attribute: false }) state?: SettingsPageState;

  constructor(
    private readonly host: Client<SettingsHostProtocol>,
    private readonly t: Translate,
  ) {
    super();
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.state) return nothing;
    const { t } = this;
    const { content, model } = this.state;
    return html`<main>
      <header>
        <h1>${t('Settings of {0}', model)}</h1>
        <button class="link" @click=${() => this.send(this.host.openAsJson({}))}>${t('Open as JSON')}</button>
      </header>
      ${content.kind === 'broken' ? this.brokenPart(content.line) : this.form(this.state, content.settings)}
    </main>`;
  }

  private brokenPart(line: number): TemplateResult {
    return html`<p class="broken" role="alert">
      ${icon('error')} ${this.t('Line {0} of the file is not JSON: mend it there, and the form comes back.', line)}
    </p>`;
  }

  private form(state: SettingsPageState, settings: Readonly<Record<string, unknown>>): TemplateResult {
    const context = this.context(state, settings);
    return html`<datalist id="data-columns">
        ${state.columns.map((column) => html`<option value=${column}></option>`)}
      </datalist>
      ${this.versionPart(context)} ${sections(context).map((section) => this.sectionPart(section))}`;
  }

  /** The one setting that has only one value: it is mended by a click. */
  private versionPart({ settings, t, set }: FormContext): TemplateResult | typeof nothing {
    if (valueAt(settings, ['version']) === 1) return nothing;
    return html`<p class="broken" role="alert">
      ${icon('error')} ${t('The file must say "version": 1.')}
      <button class="link" @click=${() => set(['version'], 1)}>${t('Say so')}</button>
    </p>`;
  }

  private sectionPart({ id, title, body }: Section): TemplateResult {
    return html`<section aria-labelledby=${`section-${id}`}>
      <h2 id=${`section-${id}`}>${title}</h2>
      ${body}
    </section>`;
  }

  private context(state: SettingsPageState, settings: Readonly<Record<string, unknown>>): FormContext {
    const edit = (edits: readonly SettingEdit[]): void => this.send(this.host.edit(edits));
    return {
      state,
      settings,
      t: this.t,
      set: (path, value) => edit([value === undefined ? { path } : { path, value }]),
      rename: (table, from, to) => {
        const value = valueAt(settings, [...table, from]);
        const isTaken = to !== '' && valueAt(settings, [...table, to]) !== undefined;
        if (isTaken) this.requestUpdate();
        else edit([{ path: [...table, from] }, ...(to === '' ? [] : [{ path: [...table, to], value }])]);
      },
      pickFile: (path) => this.send(this.host.pickFile({ path })),
      openAsJson: (path) => this.send(this.host.openAsJson(path ? { path } : {})),
    };
  }

  /** What fails is reported by the extension; the page shows what the file says. */
  private send(call: Promise<unknown>): void {
    call.catch(() => this.requestUpdate());
  }
}
