import { css } from 'lit';

export const slicePanelStyles = css`
  :host {
    display: flex;
    min-height: 0;
  }
  .panel {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-width: 0;
  }
  .head {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    position: relative;
    min-height: 36px;
    padding: 6px 36px 6px 20px;
  }
  h2 {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
  }
  .pickers {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
  }
  label {
    display: flex;
    align-items: center;
    gap: 5px;
  }
  input {
    width: 64px;
  }
  .dismiss {
    position: absolute;
    inset: 6px 8px auto auto;
    padding: 0 4px;
  }
  .problem {
    margin: 0;
    padding: 2px 20px 8px;
    color: var(--vscode-errorForeground);
  }
  workbench-table {
    flex: 1;
    border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
  }
`;
