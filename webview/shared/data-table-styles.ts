import { css } from 'lit';

export const dataTableStyles = css`
  :host {
    display: block;
    min-height: 0;
    font-variant-numeric: tabular-nums;
  }
  * {
    box-sizing: border-box;
  }
  .grid {
    position: relative;
    height: 100%;
    overflow: auto;
    outline: none;
    contain: strict;
    background: var(--vscode-editor-background);
  }
  .space {
    position: relative;
    min-width: 100%;
  }
  .row,
  .header {
    position: absolute;
    left: 0;
    width: 100%;
    height: 24px;
    line-height: 24px;
  }
  .header {
    position: sticky;
    top: 0;
    z-index: 2;
    box-shadow: inset 0 -1px 0 var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    font-weight: 600;
  }
  .cell,
  .corner {
    position: absolute;
    top: 0;
    height: 24px;
    padding: 0 10px;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .corner {
    position: sticky;
    left: 0;
    z-index: 1;
    color: var(--vscode-descriptionForeground);
    text-align: end;
    font-weight: normal;
  }
  /* Tints may be translucent, and the row's number lies over the cells that move beneath it. */
  .row,
  .header,
  .corner {
    background: linear-gradient(var(--tint, transparent), var(--tint, transparent)) var(--vscode-editor-background);
  }
  .header {
    --tint: var(--vscode-keybindingTable-headerBackground);
  }
  .row.odd {
    --tint: var(--vscode-keybindingTable-rowsBackground);
  }
  .row:hover {
    --tint: var(--vscode-list-hoverBackground);
  }
  .grid:focus .row.active {
    --tint: var(--vscode-list-inactiveSelectionBackground);
  }
  .grid:focus .row.active .corner {
    color: var(--vscode-foreground);
  }
  .end {
    text-align: end;
  }
  .first {
    border-inline-start: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
  }
  .strong {
    font-weight: 600;
  }
  .quiet {
    color: var(--vscode-descriptionForeground);
  }
  .error {
    color: var(--vscode-errorForeground);
  }
  .bar {
    position: absolute;
    inset: auto 10px 2px;
    width: calc(100% - 20px);
    height: 3px;
  }
  .bar rect {
    fill: var(--vscode-charts-blue, var(--vscode-textLink-foreground));
  }
  .bar .track {
    fill: var(--vscode-foreground);
    opacity: 0.1;
  }
  .grid:focus .cell.focus,
  .grid:focus .corner.focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
`;
