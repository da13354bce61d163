import { css } from 'lit';

/** Plain tables of numbers. */
export const tableStyles = css`
  .scroll {
    max-width: 100%;
    overflow: auto;
  }
  .numbers {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  .numbers th,
  .numbers td {
    padding: 3px 12px 3px 0;
    border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    text-align: start;
    font-weight: normal;
    vertical-align: baseline;
  }
  .numbers thead th {
    color: var(--vscode-descriptionForeground);
    font-size: 0.92em;
    white-space: nowrap;
  }
  .numbers .end {
    text-align: end;
    white-space: nowrap;
  }
`;
