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
    user-select: none;
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
  .header .cell {
    display: flex;
    align-items: center;
    gap: 3px;
  }
  .header .end {
    justify-content: flex-end;
  }
  .header .title {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .sortable .header .cell,
  .sortable .header .corner {
    cursor: pointer;
  }
  .sort {
    flex: none;
    width: 9px;
    height: 9px;
    fill: var(--vscode-foreground);
  }
  .corner .sort {
    margin-inline-end: 3px;
  }
  .menu {
    position: absolute;
    inset: 2px 4px 2px auto;
    width: 20px;
    padding: 2px;
    border: 0;
    border-radius: 3px;
    background: var(--vscode-editor-background);
    color: var(--vscode-descriptionForeground);
    cursor: pointer;
    opacity: 0;
  }
  .menu svg {
    display: block;
    width: 14px;
    height: 14px;
    margin: auto;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.3;
    stroke-linejoin: round;
  }
  .header .cell:hover .menu,
  .header .cell.filtered .menu,
  .grid:focus .header .cell.focus .menu {
    opacity: 1;
  }
  .header .cell.filtered .menu {
    color: var(--vscode-textLink-foreground);
  }
  .header .cell.filtered .menu svg {
    fill: currentColor;
  }
  .edge {
    position: absolute;
    inset: 0 0 0 auto;
    width: 5px;
    cursor: col-resize;
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
  .row.selected,
  .grid:focus .row.active.selected {
    --tint: var(--vscode-editor-selectionBackground, var(--vscode-list-inactiveSelectionBackground));
    outline: 1px dotted var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .grid:focus .row.active .corner,
  .row.selected .corner {
    color: var(--vscode-foreground);
  }
  .row.selected .corner {
    box-shadow: inset 3px 0 0 var(--vscode-focusBorder);
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
  .row.selected .quiet {
    color: var(--vscode-foreground);
  }
  .error {
    color: var(--vscode-errorForeground);
  }
  .opens .text {
    cursor: pointer;
    text-decoration: underline dotted;
    text-underline-offset: 3px;
  }
  .cross {
    width: 10px;
    height: 10px;
    margin-inline-end: 5px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
  }
  .text {
    position: relative;
  }
  .bar {
    position: absolute;
    inset: auto 10px 2px;
    width: calc(100% - 20px);
    height: 3px;
  }
  .bar rect,
  .shade rect {
    fill: var(--vscode-charts-blue, var(--vscode-textLink-foreground));
  }
  .bar .track {
    fill: var(--vscode-foreground);
    opacity: 0.1;
  }
  .shade {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .grid:focus .cell.focus,
  .grid:focus .corner.focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
`;
