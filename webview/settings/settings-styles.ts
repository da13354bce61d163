import { css } from 'lit';

export const settingsStyles = css`
  :host {
    display: block;
    height: 100%;
  }
  main {
    display: flex;
    flex-direction: column;
    gap: 22px;
    height: 100%;
    padding: 14px 20px 40px;
    overflow: auto;
    background: var(--vscode-editor-background);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 18px;
  }
  h1,
  h2,
  h3,
  p {
    margin: 0;
  }
  h1 {
    font-size: 1.35em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  h2 {
    padding-bottom: 4px;
    border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    font-size: 1.1em;
    font-weight: 600;
  }
  h3 {
    font-size: 1em;
    font-weight: 600;
  }
  h3 code {
    font-weight: normal;
  }
  section {
    flex: none;
    display: flex;
    flex-direction: column;
    gap: 10px;
    max-width: 820px;
  }
  .field {
    display: grid;
    grid-template-columns: 13em minmax(0, 1fr);
    gap: 4px 14px;
  }
  @media (max-width: 560px) {
    .field {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  .field > label {
    padding-top: 4px;
  }
  .control,
  .problem {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 4px;
  }
  .problem {
    flex-direction: row;
    gap: 6px;
  }
  .wrong :is(input, select, textarea) {
    border-color: var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground));
  }
  .hint {
    font-size: 0.92em;
  }
  .row,
  .file {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    max-width: 100%;
  }
  :is(input, select, textarea) {
    max-width: 100%;
  }
  :is(input:not([size]), textarea) {
    width: 24em;
  }
  p .link {
    margin-inline-start: 12px;
  }
  .broken {
    display: flex;
    align-items: center;
    gap: 8px;
  }
`;
