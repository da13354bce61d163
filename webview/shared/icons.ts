import { svg, html, type TemplateResult } from 'lit';

export type IconName = 'pass' | 'error' | 'warning' | 'info' | 'stopped' | 'question';

const SHAPES: Readonly<Record<IconName, TemplateResult>> = {
  pass: svg`<circle cx="8" cy="8" r="6.5" /><path d="M5 8.2l2.1 2.1L11 6" />`,
  error: svg`<circle cx="8" cy="8" r="6.5" /><path d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6" />`,
  warning: svg`<path d="M8 2 14.5 13.5h-13z" /><path d="M8 6.5v3.2M8 11.2v.8" />`,
  info: svg`<circle cx="8" cy="8" r="6.5" /><path d="M8 7.3v4M8 4.6v1" />`,
  stopped: svg`<circle cx="8" cy="8" r="6.5" /><path d="M3.6 12.4l8.8-8.8" />`,
  question: svg`<circle cx="8" cy="8" r="6.5" /><path d="M6.2 6.4a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.6-.9 1.3M8 11v.8" />`,
};

/** A 16 pixel icon in the colour of its meaning; decoration only, the text beside it says the same. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon ${name}" viewBox="0 0 16 16" aria-hidden="true">${SHAPES[name]}</svg>`;
}
