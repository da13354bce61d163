import { css } from 'lit';

export const compareStyles = css`
  h1 {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 6px;
    overflow-wrap: anywhere;
  }
  h1 .quiet {
    font-size: 0.75em;
    font-weight: normal;
  }
  h1 .link {
    color: inherit;
    font-weight: inherit;
  }
  .verdict {
    align-items: flex-start;
    flex-wrap: nowrap;
  }
  .verdict .icon {
    margin-top: 2px;
  }
  .notes {
    padding-inline-start: 22px;
    max-width: 110ch;
  }
  .toolbar,
  .judging {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 10px;
  }
  .toolbar label,
  .judging label,
  .pairs label {
    display: inline-flex;
    align-items: center;
    gap: 5px;
  }
  .judging input[type='text'] {
    width: 8em;
  }
  .judging input[aria-invalid='true'] {
    border-color: var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground));
    outline-color: var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground));
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
  }
  .sections {
    flex: none;
    display: flex;
    flex-direction: column;
    gap: 18px;
    padding: 4px 20px 28px;
  }
  .sections > section {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-width: 0;
  }
  .beside {
    display: flex;
    flex-wrap: wrap;
    gap: 16px 40px;
    align-items: flex-start;
  }
  .beside > * {
    min-width: 0;
    max-width: 100%;
  }
  .plain .name {
    overflow-wrap: anywhere;
    min-width: 12em;
  }
  .plain .status {
    display: inline-flex;
    vertical-align: middle;
    align-items: center;
    gap: 5px;
    white-space: nowrap;
  }
  .plain tr.ignored td {
    color: var(--vscode-disabledForeground, var(--vscode-descriptionForeground));
  }
  .plain td small {
    color: var(--vscode-descriptionForeground);
  }
  .plain input[type='text'] {
    width: 6.5em;
    height: 22px;
  }
  workbench-layers workbench-table {
    height: 200px;
  }
  workbench-layers.tall workbench-table {
    height: 420px;
  }
  workbench-rows {
    height: 460px;
    margin-inline: -20px;
  }
  .lists {
    display: flex;
    flex-direction: column;
    gap: 6px;
  }
  figure {
    width: 360px;
    margin: 6px 0 0;
  }
  .legend {
    display: flex;
    align-items: center;
    gap: 6px;
    margin: 6px 0 0;
  }
  .legend svg:not(:first-child) {
    margin-inline-start: 10px;
  }
  .spread {
    display: block;
    width: 100%;
    border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-foreground));
  }
  rect.baseline {
    fill: none;
    stroke: var(--vscode-foreground);
  }
  rect.baseline[height='0'] {
    stroke: none;
  }
  rect.candidate {
    fill: var(--vscode-charts-blue, var(--vscode-textLink-foreground));
  }
  .ends {
    display: flex;
    justify-content: space-between;
    font-variant-numeric: tabular-nums;
  }
  summary {
    cursor: pointer;
  }
  .lists .scroll,
  .scroll.tall {
    max-height: 420px;
    margin-top: 4px;
  }
  .tall thead th,
  .lists thead th {
    position: sticky;
    top: 0;
    background: var(--vscode-editor-background);
  }
  .gates {
    display: flex;
    flex-direction: column;
    gap: 3px;
    padding: 0;
    list-style: none;
  }
  .gates li {
    display: flex;
    gap: 7px;
  }
`;
