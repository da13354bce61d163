import { css } from 'lit';

export const mappingStyles = css`
  :host {
    display: block;
    flex: none;
  }
  h2,
  h3,
  h4,
  p,
  ol,
  ul {
    margin: 0;
    padding: 0;
  }
  .step {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding: 6px 20px 24px;
  }
  h4 {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 10px;
    font-weight: normal;
  }
  .input-name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 18px;
  }
  .problems {
    display: flex;
    flex-direction: column;
    gap: 4px;
    list-style: none;
  }
  .problems li {
    display: flex;
    gap: 7px;
  }
  .problems .icon {
    margin-top: 1px;
  }
  .sides {
    display: grid;
    grid-template-columns: minmax(250px, 380px) minmax(420px, 1fr);
    align-items: start;
    gap: 20px 28px;
  }
  @media (max-width: 820px) {
    .sides {
      grid-template-columns: minmax(0, 1fr);
    }
    .side.model {
      position: static;
    }
  }
  .side {
    display: flex;
    flex-direction: column;
    gap: 10px;
    min-width: 0;
  }
  @media (min-width: 821px) {
    .side.model {
      position: sticky;
      top: 8px;
    }
  }
  .hint,
  .why,
  .type {
    font-size: 0.92em;
  }
  .input {
    display: flex;
    flex-direction: column;
    gap: 6px;
    padding: 8px 10px 10px;
    border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    border-radius: 4px;
  }
  .count {
    font-variant-numeric: tabular-nums;
  }
  h4 .count {
    margin-inline-start: auto;
  }
  .count.wrong {
    color: var(--vscode-errorForeground);
    font-weight: 600;
  }
  .places {
    display: flex;
    flex-direction: column;
    gap: 2px;
    max-height: 26em;
    overflow: auto;
    list-style: none;
  }
  .place {
    display: flex;
    align-items: center;
    gap: 2px;
    padding: 1px;
    border: 1px solid transparent;
    border-radius: 3px;
  }
  .place.over {
    border-color: var(--vscode-focusBorder);
    background: var(--vscode-list-dropBackground, var(--vscode-list-hoverBackground));
  }
  .place .number {
    flex: none;
    min-width: 2.2em;
    padding-inline-end: 6px;
    color: var(--vscode-descriptionForeground);
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .chip {
    flex: 1;
    display: flex;
    align-items: baseline;
    gap: 8px;
    min-width: 0;
    padding: 2px 8px;
    border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    border-radius: 3px;
    background: var(--vscode-editorWidget-background);
    color: var(--vscode-foreground);
    font: inherit;
    text-align: start;
    cursor: grab;
    touch-action: none;
    user-select: none;
  }
  .chip .column {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .chip .type {
    margin-inline-start: auto;
  }
  .place.error .chip {
    border-color: var(--vscode-errorForeground);
  }
  .place.warning .chip {
    border-color: var(--vscode-editorWarning-foreground);
  }
  .place.open select {
    flex: 1;
    border-style: dashed;
  }
  .place .tool {
    width: 22px;
    height: 22px;
  }
  :is(select, input) {
    max-width: 100%;
    height: auto;
    padding: 2px 4px;
  }
  :is(.chip, tr):focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .field {
    display: grid;
    grid-template-columns: 11em minmax(0, 1fr);
    align-items: center;
    gap: 8px;
  }
  .fields {
    display: flex;
    flex-direction: column;
    gap: 4px;
    max-width: 32em;
    padding-top: 6px;
  }
  summary {
    cursor: pointer;
  }
  .filter {
    width: 22em;
  }
  table.columns {
    width: 100%;
  }
  table.over {
    outline: 1px dashed var(--vscode-focusBorder);
  }
  .columns .count {
    text-align: end;
  }
  .columns .name {
    cursor: grab;
    touch-action: none;
    user-select: none;
    max-width: 15em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .columns .part-input .name,
  .columns .part-truth .name {
    font-weight: 600;
  }
  .columns tbody tr:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .columns .missing select {
    width: auto;
    min-width: 0;
  }
  .columns .part select {
    width: 100%;
    min-width: 12em;
    text-overflow: ellipsis;
  }
  .grip {
    padding-inline: 2px 6px;
    color: var(--vscode-descriptionForeground);
  }
  .why {
    padding: 2px 0 1px;
    overflow-wrap: anywhere;
  }
  .samples {
    max-width: 18em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .missing {
    display: flex;
    justify-content: flex-end;
    gap: 4px;
    padding-top: 2px;
  }
  .badge {
    padding: 1px 6px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 9px;
    background: var(--vscode-badge-background);
    color: var(--vscode-badge-foreground);
    font-size: 0.9em;
  }
  .keys {
    font-size: 0.92em;
  }
  .ghost {
    position: fixed;
    z-index: 10;
    padding: 2px 8px;
    border: 1px solid var(--vscode-focusBorder);
    border-radius: 3px;
    background: var(--vscode-editorWidget-background);
    color: var(--vscode-foreground);
    pointer-events: none;
  }
`;
