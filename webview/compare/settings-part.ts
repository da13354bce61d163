import { html, nothing, type TemplateResult } from 'lit';
import type { VersionSettings } from '../../src/contract/version';
import type { Translate } from '../shared/translate';
import type { PageContext } from './context';

/** Whose settings feed each side that is a version; nothing where one file was chosen for both. */
export function settingsPart({ state, t }: PageContext): TemplateResult | typeof nothing {
  const { baseline, candidate, options } = state.subject;
  if (options.binding?.sidecar !== undefined) return nothing;
  const texts = [baseline, candidate].flatMap(({ name, settings }) =>
    settings ? [settingsText(name, settings, t)] : [],
  );
  return texts.length === 0 ? nothing : html`<p class="quiet">${texts.join(' ')}</p>`;
}

function settingsText(version: string, settings: VersionSettings, t: Translate): string {
  switch (settings) {
    case 'own':
      return t('{0} is fed by the settings it was kept with.', version);
    case 'current':
      return t("{0} is fed by the model's settings of today, because none were kept with it.", version);
    case 'none':
      return t('{0} is fed by no settings: none were kept with it, and the model has none today.', version);
  }
}
