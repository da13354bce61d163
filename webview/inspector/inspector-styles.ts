import { css } from 'lit';

export const inspectorStyles = css`
  :host {
    display: block;
  }
  :host(workbench-inspector) {
    height: 100%;
  }
  main {
    position: relative;
    height: 100%;
    overflow: auto;
    padding: 10px 14px 24px;
  }
  main.view {
    background: var(--vscode-sideBar-background);
  }
  main.editor {
    padding: 16px 24px 32px;
    background: var(--vscode-editor-background);
  }
  h1,
  h2,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
  }
  ul,
  ol {
    padding: 0;
    list-style: none;
  }
  header {
    display: flex;
    flex-direction: column;
    gap: 6px;
  }
  h1 {
    display: flex;
    align-items: center;
    gap: 4px;
    font-size: 1.25em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  h2 {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: 1em;
    font-weight: 600;
  }
  .count {
    padding: 0 6px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 9px;
    background: var(--vscode-badge-background);
    color: var(--vscode-badge-foreground);
    font-size: 0.8em;
    font-weight: normal;
  }
  .badge {
    padding: 0 6px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 9px;
    background: var(--vscode-badge-background);
    color: var(--vscode-badge-foreground);
    font-size: 0.85em;
    white-space: nowrap;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    font-size: 0.92em;
  }
  .buttons,
  .group {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }
  .group {
    gap: 2px;
  }
  .group .action {
    border-color: var(--vscode-button-border, var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)));
  }
  .hint {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: 0.92em;
  }
  .wrap {
    overflow-wrap: anywhere;
  }
  .issues {
    margin-top: 8px;
    overflow-wrap: anywhere;
  }
  .empty {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 12px;
    padding: 6px 0;
  }
  .parts,
  .part,
  section {
    display: flex;
    flex-direction: column;
    min-width: 0;
  }
  .parts {
    gap: 18px;
    margin-top: 16px;
  }
  .part {
    gap: 18px;
  }
  section {
    gap: 6px;
  }
  @media (min-width: 860px) {
    main.editor .parts {
      display: grid;
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
      grid-template-rows: auto 1fr;
      gap: 22px 40px;
      max-width: 1200px;
    }
    main.editor .part:nth-child(2) {
      grid-column: 2;
      grid-row: 1 / span 2;
    }
  }
  .values {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .values li {
    display: flex;
    flex-direction: column;
    gap: 3px;
  }
  .value,
  .values li.value {
    display: flex;
    flex-direction: row;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
  }
  .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  code {
    color: inherit;
    background: none;
  }
  .dim {
    border-bottom: 1px dotted currentColor;
    font-style: italic;
  }
  .copy {
    display: inline-flex;
    padding: 3px;
    border: 0;
    border-radius: 3px;
    background: none;
    color: var(--vscode-icon-foreground, currentColor);
    vertical-align: middle;
    cursor: pointer;
  }
  .copy:hover {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
  }
  .columns,
  .classes {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .columns li,
  .classes li {
    max-width: 100%;
    padding: 0 6px;
    border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, currentColor));
    border-radius: 3px;
    overflow-wrap: anywhere;
  }
  .classes {
    max-height: 14em;
    overflow: auto;
  }
  .sizes {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
  }
  .sizes label {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .sizes input {
    width: 6em;
  }
  summary {
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  details > :not(summary) {
    margin-top: 4px;
  }
  pre {
    max-height: 16em;
    margin: 4px 0 0;
    padding: 6px 8px;
    overflow: auto;
    background: var(--vscode-textCodeBlock-background);
    font-family: var(--vscode-editor-font-family);
    font-size: 0.95em;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  pre:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
  .metadata {
    display: flex;
    flex-direction: column;
    gap: 2px;
  }
  .metadata dd {
    margin-bottom: 6px;
    overflow-wrap: anywhere;
  }
  .runs {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  .runs li {
    display: flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
  }
  .runs .link,
  .runs .detail {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .runs .link {
    flex: none;
    max-width: 60%;
  }
  .runs .detail {
    flex: 1;
  }
  .runs .when {
    flex: none;
  }
  .drop-here {
    position: fixed;
    inset: 4px;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    border: 2px dashed var(--vscode-focusBorder);
    background: var(--vscode-editor-dropBackground, var(--vscode-editor-background));
    color: var(--vscode-foreground);
    font-weight: 600;
    pointer-events: none;
  }
`;
