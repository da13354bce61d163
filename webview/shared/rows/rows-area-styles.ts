import { css } from 'lit';

export const rowsAreaStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    container-type: inline-size;
  }
  .area {
    position: relative;
    flex: 1 0 auto;
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .toolbar {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    padding: 4px 20px 6px;
  }
  .search-box {
    position: relative;
    display: flex;
    align-items: center;
    flex: 0 1 200px;
    min-width: 130px;
  }
  .search-box .icon {
    position: absolute;
    left: 6px;
    color: var(--vscode-descriptionForeground);
    pointer-events: none;
  }
  .search-box input {
    width: 100%;
    padding-inline-start: 26px;
  }
  .toggle {
    border-color: var(--vscode-panel-border, var(--vscode-contrastBorder, currentColor));
    border-radius: 12px;
  }
  .count {
    font-variant-numeric: tabular-nums;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    margin-inline-start: auto;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 6px;
    flex-basis: 100%;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .chip {
    display: flex;
    align-items: center;
    max-width: 100%;
    padding-inline-start: 8px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 11px;
    background: var(--vscode-badge-background);
    color: var(--vscode-badge-foreground);
    font-size: 0.92em;
  }
  .chip span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .chip button {
    display: flex;
    padding: 3px 5px;
    border: 0;
    border-radius: 11px;
    background: none;
    color: inherit;
    cursor: pointer;
  }
  .chip .icon {
    width: 14px;
    height: 14px;
  }
  .problem {
    flex: none;
    margin: 0;
    padding: 2px 20px 8px;
    color: var(--vscode-errorForeground);
  }
  .said {
    flex: none;
    padding: 0 20px;
    color: var(--vscode-descriptionForeground);
    font-size: 0.92em;
  }
  .said:not(:empty) {
    padding-bottom: 6px;
  }
  .body {
    flex: 1 0 12em;
    display: flex;
    flex-direction: column;
    min-height: 0;
    border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
  }
  .rows {
    position: relative;
    flex: 1 1 12em;
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 12em;
  }
  .rows.stale workbench-table {
    opacity: 0.6;
  }
  workbench-table {
    flex: 1 1 12em;
    min-height: 0;
  }
  workbench-slice {
    flex: 1 1 14em;
    min-height: 12em;
    border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, currentColor));
  }
  workbench-column-menu {
    position: absolute;
    top: 25px;
    z-index: 5;
  }
  .none {
    position: absolute;
    inset: 34px 0 auto;
    margin: 0;
    text-align: center;
    color: var(--vscode-descriptionForeground);
  }
  .none .link {
    margin-inline-start: 6px;
  }
  workbench-charts {
    flex: 1 1 14em;
    min-height: 12em;
    border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, currentColor));
    overflow: auto;
  }
  @container (max-width: 760px) {
    .toolbar {
      padding-inline: 12px;
    }
    .actions .text {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  @container (min-width: 900px) {
    .body.split {
      flex-direction: row;
    }
    .body.split workbench-charts {
      flex: 0 0 min(440px, 44%);
      border-top: 0;
      border-inline-start: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, currentColor));
    }
  }
`;
