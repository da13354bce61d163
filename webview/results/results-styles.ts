import { css } from 'lit';

export const resultsStyles = css`
  .timing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 14px;
    color: var(--vscode-descriptionForeground);
    font-size: 0.92em;
    font-variant-numeric: tabular-nums;
  }
  .timing div {
    display: flex;
    align-items: center;
    gap: 5px;
  }
  .timing .total {
    color: var(--vscode-foreground);
  }
  .stages {
    width: 120px;
    height: 6px;
    border-radius: 3px;
  }
  .dot {
    display: inline-block;
    width: 7px;
    height: 7px;
    margin-inline-end: 5px;
    border-radius: 50%;
  }
  .parse {
    fill: var(--vscode-charts-purple);
    background: var(--vscode-charts-purple);
  }
  .bind {
    fill: var(--vscode-charts-yellow);
    background: var(--vscode-charts-yellow);
  }
  .infer {
    fill: var(--vscode-charts-blue);
    background: var(--vscode-charts-blue);
  }
  .write {
    fill: var(--vscode-charts-green);
    background: var(--vscode-charts-green);
  }
  /* In a low editor the page scrolls instead of leaving no room for rows. */
  workbench-rows {
    flex: 1 0 auto;
  }
  .whole {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 18px;
    font-variant-numeric: tabular-nums;
  }
  .whole div {
    display: flex;
    gap: 6px;
  }
  .whole dt {
    color: var(--vscode-descriptionForeground);
  }
`;
