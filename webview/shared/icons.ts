import { svg, html, type TemplateResult } from 'lit';

export type IconName =
  | 'pass'
  | 'error'
  | 'warning'
  | 'info'
  | 'stopped'
  | 'question'
  | 'close'
  | 'search'
  | 'chart'
  | 'copy'
  | 'export'
  | 'drop'
  | 'table';

const SHAPES: Readonly<Record<IconName, TemplateResult>> = {
  pass: svg`<circle cx="8" cy="8" r="6.5" /><path d="M5 8.2l2.1 2.1L11 6" />`,
  error: svg`<circle cx="8" cy="8" r="6.5" /><path d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6" />`,
  warning: svg`<path d="M8 2 14.5 13.5h-13z" /><path d="M8 6.5v3.2M8 11.2v.8" />`,
  info: svg`<circle cx="8" cy="8" r="6.5" /><path d="M8 7.3v4M8 4.6v1" />`,
  stopped: svg`<circle cx="8" cy="8" r="6.5" /><path d="M3.6 12.4l8.8-8.8" />`,
  question: svg`<circle cx="8" cy="8" r="6.5" /><path d="M6.2 6.4a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.6-.9 1.3M8 11v.8" />`,
  close: svg`<path d="M4 4l8 8M12 4l-8 8" />`,
  search: svg`<circle cx="7" cy="7" r="4.2" /><path d="M10.2 10.2 13.5 13.5" />`,
  chart: svg`<path d="M2.5 2v11.5H14M5.5 11V7.5M8.5 11V4.5M11.5 11V9" />`,
  copy: svg`<path d="M5.5 2.5h8v8h-8z" /><path d="M10.5 10.5v3h-8v-8h3" />`,
  export: svg`<path d="M8 9.5V2.5M5 5.2 8 2.3l3 2.9M2.5 9v4.5h11V9" />`,
  drop: svg`<path d="M8 2v7.5M5 6.8 8 9.7l3-2.9M2.5 10v3.5h11V10" />`,
  table: svg`<path d="M2.5 3h11v10h-11zM2.5 6.5h11M2.5 9.8h11M6.5 3v10" />`,
};

/** A 16 pixel icon in the colour of its meaning; decoration only, the text beside it says the same. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon ${name}" viewBox="0 0 16 16" aria-hidden="true">${SHAPES[name]}</svg>`;
}
