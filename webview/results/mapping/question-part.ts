import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../shared/icons';
import type { Translate } from '../../shared/translate';

/** What is asked, and what can be answered. */
export interface Question {
  readonly t: Translate;
  readonly model: string;
  readonly data: string;
  /** `question`: nothing has run yet. `change`: there is a result to go back to. */
  readonly mode: 'question' | 'change';
  /** The columns are a proposal of the rules, not what names or places say. */
  readonly proposed: boolean;
  /** Absent while the columns are still looked at. */
  readonly answer: Answer | undefined;
  readonly runAgain: () => void;
  readonly cancel: () => void;
  readonly createTemplate: () => void;
  readonly openSettings: () => void;
}

interface Answer {
  readonly canRun: boolean;
  readonly changed: boolean;
  readonly use: (save: boolean) => void;
  readonly startOver: () => void;
}

export function questionPart(question: Question): TemplateResult {
  const { answer } = question;
  return html`<h2 id="question">${icon('question')} ${titleOf(question)}</h2>
    <p class="quiet">${reasonOf(question)}</p>
    <div class="buttons">${answer ? useButtons(answer, question) : nothing} ${otherButton(question)}</div>
    ${answer ? filesPart(question) : nothing}`;
}

function titleOf({ t, model, data, mode, proposed }: Question): string {
  if (mode === 'change') return t('Which columns of {0} feed {1}?', data, model);
  return proposed
    ? t('Are these the columns that {0} was trained on?', model)
    : t('The data does not fit the model yet');
}

function reasonOf({ t, data, mode, proposed }: Question): string {
  return mode === 'question' && proposed
    ? t('The model does not name its columns, and {0} has more than it takes. Nothing has run yet.', data)
    : t('Drag columns to where they belong, or use the keyboard.');
}

function useButtons({ canRun, changed, use, startOver }: Answer, { t }: Question): TemplateResult {
  return html`<vscode-button ?disabled=${!canRun} @click=${() => use(false)}>${t('Use These Columns')}</vscode-button>
    <vscode-button appearance="secondary" ?disabled=${!canRun} @click=${() => use(true)}
      >${t('Use and Save Beside Model')}</vscode-button
    >
    ${
      changed
        ? html`<vscode-button appearance="secondary" @click=${startOver}>${t('Start Over')}</vscode-button>`
        : nothing
    }`;
}

function otherButton({ t, mode, proposed, cancel, runAgain }: Question): TemplateResult | typeof nothing {
  if (mode === 'change')
    return html`<vscode-button appearance="secondary" @click=${cancel}>${t('Cancel')}</vscode-button>`;
  if (proposed) return nothing;
  return html`<vscode-button appearance="secondary" @click=${runAgain}>${t('Run Again')}</vscode-button>`;
}

function filesPart({ t, model, openSettings, createTemplate }: Question): TemplateResult {
  return html`<p class="quiet">
      ${t('Saving writes {0}.workbench.json, so that editor, terminal and colleagues bind the same columns.', model)}
    </p>
    <p class="links">
      <button class="link" @click=${openSettings}>${t('Open Settings File')}</button>
      <button class="link" @click=${createTemplate}>${t('Create Template Input')}</button>
    </p>`;
}
