import { css } from 'lit';

export const plainTableStyles = css`
  .scroll {
    max-width: 100%;
    overflow: auto;
  }
  .plain {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  .plain th,
  .plain td {
    padding: 3px 12px 3px 0;
    border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    text-align: start;
    font-weight: normal;
    vertical-align: baseline;
  }
  .plain thead th {
    color: var(--vscode-descriptionForeground);
    font-size: 0.92em;
    white-space: nowrap;
  }
  .plain .end {
    text-align: end;
    white-space: nowrap;
  }
`;
