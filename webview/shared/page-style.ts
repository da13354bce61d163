import type { LitElement } from 'lit';

/** Lets an element fill the page, edge to edge. A constructed sheet, because the page allows no other inline style. */
export function fillPage(element: LitElement): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('html, body { height: 100%; margin: 0; padding: 0; overflow: hidden; }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  document.body.append(element);
}
