import { css } from 'lit';

export const chartsPanelStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .charts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px 24px;
    align-items: start;
    padding: 10px 16px 20px;
  }
  @container (min-width: 640px) {
    .charts {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .tools,
    .more {
      grid-column: 1 / -1;
    }
  }
  h2 {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
  }
  .card {
    min-width: 0;
  }
  .card > h2 {
    margin-bottom: 4px;
  }
  .counting {
    animation: appear 0s 0.4s both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
  .title,
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 10px;
    min-height: 26px;
  }
  .title h2 {
    overflow-wrap: anywhere;
  }
  .title .action {
    margin-inline-start: auto;
    color: var(--vscode-descriptionForeground);
    font-size: 0.92em;
  }
  .title .action[aria-pressed='true'] {
    color: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
  }
  .tools:not(:first-child) {
    padding-top: 8px;
    border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
  }
  .tools label {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .tools input {
    height: auto;
  }
  .tools select {
    max-width: 180px;
    margin-inline-start: auto;
  }
  p {
    margin: 2px 0 0;
  }
  .told {
    font-size: 0.92em;
    font-variant-numeric: tabular-nums;
  }
  .problem {
    color: var(--vscode-errorForeground);
  }
  .scroll {
    max-height: 260px;
  }
  .plain {
    width: 100%;
  }
  .plain th,
  .plain td {
    padding: 2px 8px 2px 0;
  }
  .plain thead th {
    position: sticky;
    top: 0;
    background: var(--vscode-editor-background);
  }
  .plain .pressed td {
    background: var(--vscode-inputOption-activeBackground);
  }
  .plain .pressed button {
    color: inherit;
    font-weight: 600;
  }
  .plain .pressed {
    color: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
    outline: 1px solid var(--vscode-inputOption-activeBorder, transparent);
    outline-offset: -1px;
  }
  .values {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .values button {
    position: relative;
    display: flex;
    justify-content: space-between;
    gap: 8px;
    width: 100%;
    height: 22px;
    margin-bottom: 2px;
    padding: 0 6px;
    border: 0;
    border-radius: 2px;
    background: none;
    color: inherit;
    font: inherit;
    font-variant-numeric: tabular-nums;
    text-align: start;
    cursor: pointer;
  }
  .values svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .values rect {
    fill: var(--vscode-charts-blue, var(--vscode-textLink-foreground));
    fill-opacity: 0.35;
  }
  .values span {
    position: relative;
    line-height: 22px;
  }
  .values .value {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .values button:hover,
  .values button[aria-pressed='true'] {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .values button[aria-pressed='true'] {
    outline-width: 2px;
    font-weight: 600;
  }
`;
