import { css } from 'lit';

/** Plain controls as the workbench draws them: text fields, lists, quiet buttons. */
export const controlStyles = css`
  input,
  select {
    min-width: 0;
    height: 26px;
    padding: 2px 6px;
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
    border-radius: 2px;
    background: var(--vscode-input-background);
    color: var(--vscode-input-foreground);
    font: inherit;
  }
  select {
    border-color: var(--vscode-dropdown-border, var(--vscode-contrastBorder, transparent));
    background: var(--vscode-dropdown-background);
    color: var(--vscode-dropdown-foreground);
  }
  input::placeholder {
    color: var(--vscode-input-placeholderForeground);
  }
  input:focus,
  select:focus,
  button:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .action {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    height: 24px;
    padding: 0 7px;
    border: 1px solid transparent;
    border-radius: 3px;
    background: none;
    color: var(--vscode-foreground);
    font: inherit;
    white-space: nowrap;
    cursor: pointer;
  }
  .action:hover {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .action[aria-pressed='true'] {
    border-color: var(--vscode-inputOption-activeBorder, var(--vscode-focusBorder));
    background: var(--vscode-inputOption-activeBackground);
    color: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
  }
`;
