import { css } from 'lit';

/** Plain controls as the workbench draws them: text fields, lists, quiet buttons, buttons of one icon. */
export const controlStyles = css`
  input,
  select,
  textarea {
    min-width: 0;
    padding: 2px 6px;
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
    border-radius: 2px;
    background: var(--vscode-input-background);
    color: var(--vscode-input-foreground);
    font: inherit;
  }
  input,
  select {
    height: 26px;
  }
  textarea {
    resize: vertical;
  }
  select {
    border-color: var(--vscode-dropdown-border, var(--vscode-contrastBorder, transparent));
    background: var(--vscode-dropdown-background);
    color: var(--vscode-dropdown-foreground);
  }
  :is(input, textarea)::placeholder {
    color: var(--vscode-input-placeholderForeground);
  }
  :is(input, select, textarea):focus,
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
  .tool {
    flex: none;
    width: 24px;
    height: 24px;
    padding: 0;
    border: 0;
    border-radius: 3px;
    background: none;
    color: var(--vscode-icon-foreground, var(--vscode-foreground));
    font: inherit;
    cursor: pointer;
  }
  .tool:hover:not(:disabled) {
    background: var(--vscode-toolbar-hoverBackground, var(--vscode-list-hoverBackground));
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
  }
  .tool:disabled {
    opacity: 0.35;
    cursor: default;
  }
`;
