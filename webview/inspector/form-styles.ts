import { css } from 'lit';

/** Tables of numbers with bars, forms, and what a run answers. */
export const formStyles = css`
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 1px 8px 1px 0;
    text-align: start;
    font-weight: normal;
    vertical-align: middle;
  }
  th {
    overflow-wrap: anywhere;
  }
  .number {
    width: 1%;
    text-align: end;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .bar {
    width: 40%;
  }
  .bar svg {
    display: block;
    width: 100%;
    height: 8px;
  }
  .bar rect {
    fill: var(--vscode-charts-blue);
  }
  .probabilities .number {
    padding-inline-end: 0;
  }
  form {
    display: flex;
    flex-direction: column;
    gap: 10px;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(128px, 1fr));
    gap: 8px 10px;
  }
  .field {
    display: flex;
    flex-direction: column;
    gap: 2px;
    min-width: 0;
  }
  .field.wide {
    grid-column: 1 / -1;
  }
  .field label {
    display: flex;
    justify-content: space-between;
    gap: 6px;
    font-size: 0.92em;
  }
  .field .name {
    font-weight: normal;
  }
  .field .issues {
    margin-top: 2px;
    font-size: 0.92em;
  }
  textarea {
    padding-block: 4px;
    font-family: var(--vscode-editor-font-family);
    font-size: 0.95em;
  }
  [aria-invalid='true'] {
    border-color: var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground));
  }
  .answer:not(:empty) {
    margin-top: 8px;
  }
  .answer {
    display: flex;
    flex-direction: column;
    gap: 6px;
  }
  .label {
    font-size: 1.35em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
`;
