import { css } from 'lit';

export const chartStyles = css`
  :host {
    display: block;
  }
  button {
    position: relative;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  button:focus-visible {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: -1px;
    z-index: 1;
  }
  .bars {
    display: flex;
    height: 84px;
    border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-foreground));
  }
  .bars button {
    flex: 1 1 0;
    min-width: 0;
    height: 100%;
    padding: 0 0.5px;
  }
  .bars svg {
    display: block;
    width: 100%;
    height: 100%;
  }
  .bars rect {
    fill: var(--vscode-charts-blue, var(--vscode-textLink-foreground));
  }
  .bars button:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .bars button[aria-pressed='true'] {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .ends {
    display: flex;
    justify-content: space-between;
    font-size: 0.9em;
    font-variant-numeric: tabular-nums;
  }
  .scroll {
    max-width: 100%;
    max-height: 420px;
    overflow: auto;
  }
  .matrix {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  .matrix th {
    max-width: 110px;
    padding: 1px 6px;
    overflow: hidden;
    font-weight: normal;
    text-align: end;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .matrix thead th {
    max-width: none;
    text-align: center;
    vertical-align: bottom;
  }
  .matrix thead .name {
    display: inline-block;
    max-width: 76px;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .matrix:not(.roomy) th {
    padding: 0 2px;
    font-size: 10px;
    line-height: 12px;
  }
  .matrix:not(.roomy) thead th {
    padding: 0;
  }
  .matrix:not(.roomy) thead .name {
    max-width: none;
    max-height: 104px;
    writing-mode: vertical-rl;
  }
  .matrix thead .axis {
    padding-inline-end: 5px;
    text-align: end;
    font-size: 0.9em;
  }
  .matrix .axis span {
    display: block;
  }
  .matrix .axis span:last-child::after {
    content: ' →';
  }
  .matrix .axis span:first-child::after {
    content: ' ↓';
  }
  .matrix td {
    padding: 0;
    border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    text-align: center;
  }
  .matrix td.total {
    padding: 0 8px;
    border-color: transparent;
  }
  .matrix button {
    display: block;
    width: 12px;
    height: 12px;
  }
  .matrix.roomy button {
    width: 100%;
    min-width: 44px;
    height: 28px;
  }
  .matrix svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .matrix button span {
    position: relative;
  }
  .matrix rect {
    fill: var(--vscode-charts-orange, var(--vscode-charts-red));
  }
  .matrix .same rect {
    fill: var(--vscode-charts-blue, var(--vscode-textLink-foreground));
  }
  .matrix .same button {
    box-shadow: inset 0 0 0 1px var(--vscode-descriptionForeground);
  }
  .matrix td:not(.some):not(.total) {
    color: var(--vscode-descriptionForeground);
  }
  .matrix td.same button,
  .matrix td.some button {
    font-weight: 600;
  }
  .matrix button:hover {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .matrix button[aria-pressed='true'] {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: -2px;
  }
  .plot {
    position: relative;
    max-width: 560px;
  }
  .plot svg {
    display: block;
    width: 100%;
    font-size: 10px;
  }
  .plot .points {
    position: absolute;
    inset: 0;
    cursor: crosshair;
    outline: none;
  }
  .plot .points:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
  .plot text {
    fill: var(--vscode-descriptionForeground);
    font-family: var(--vscode-font-family);
  }
  .plot .grid {
    stroke: var(--vscode-foreground);
    stroke-opacity: 0.12;
  }
  .plot .zero {
    stroke: var(--vscode-foreground);
    stroke-opacity: 0.7;
  }
  .plot circle {
    fill: var(--vscode-charts-blue, var(--vscode-textLink-foreground));
    fill-opacity: 0.65;
  }
  .plot .ring {
    fill: none;
    stroke: var(--vscode-foreground);
    stroke-width: 1.5;
  }
  .told {
    min-height: 1.4em;
    margin: 2px 0 0;
  }
`;
