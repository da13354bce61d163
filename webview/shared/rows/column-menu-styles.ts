import { css } from 'lit';

export const columnMenuStyles = css`
  .menu {
    display: flex;
    flex-direction: column;
    gap: 8px;
    width: 240px;
    max-width: calc(100vw - 16px);
    max-height: 340px;
    padding: 8px;
    overflow: auto;
    border: 1px solid var(--vscode-menu-border, var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)));
    border-radius: 5px;
    background: var(--vscode-menu-background, var(--vscode-editorWidget-background));
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
    color: var(--vscode-menu-foreground, var(--vscode-foreground));
  }
  form,
  label {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  form {
    gap: 8px;
    padding-top: 8px;
    border-top: 1px solid var(--vscode-menu-separatorBackground, var(--vscode-panel-border));
  }
  .range {
    display: flex;
    gap: 8px;
  }
  .range label {
    flex: 1;
    min-width: 0;
  }
  .buttons {
    display: flex;
    gap: 8px;
  }
  .wrong {
    margin: 0;
    color: var(--vscode-errorForeground);
  }
  .values {
    margin: 0;
    padding: 6px 0 0;
    border-top: 1px solid var(--vscode-menu-separatorBackground, var(--vscode-panel-border));
    list-style: none;
  }
  .item {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    width: 100%;
    padding: 2px 6px;
    border: 1px solid transparent;
    border-radius: 3px;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  .item:hover {
    background: var(--vscode-menu-selectionBackground, var(--vscode-list-hoverBackground));
    color: var(--vscode-menu-selectionForeground, inherit);
  }
  .item:hover .quiet {
    color: inherit;
  }
  .item[aria-pressed='true'] {
    border-color: var(--vscode-focusBorder);
    font-weight: 600;
  }
  .item .value {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
