import { css } from 'lit';

/** A page that fills an editor: its head, what it says of a run, progress, issues, and sheets of text. */
export const pageStyles = css`
  :host {
    display: block;
    height: 100%;
  }
  main {
    background: var(--vscode-editor-background);
    display: flex;
    flex-direction: column;
    height: 100%;
    overflow: auto;
  }
  header {
    flex: none;
    display: flex;
    flex-direction: column;
    gap: 6px;
    padding: 14px 20px 12px;
  }
  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ul {
    margin: 0;
  }
  h1 {
    font-size: 1.35em;
    font-weight: 600;
  }
  .arrow {
    padding: 0 4px;
    color: var(--vscode-descriptionForeground);
    font-weight: normal;
  }
  .verdict,
  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 14px;
  }
  .verdict .icon {
    margin-inline-end: -8px;
  }
  .verdict .status {
    font-weight: 600;
  }
  .facts {
    font-size: 0.92em;
  }
  .facts span {
    overflow-wrap: anywhere;
  }
  .issues {
    max-height: 9em;
    padding: 0;
    overflow: auto;
  }
  .progress {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 10px;
  }
  .progress .text {
    min-width: 18em;
    font-variant-numeric: tabular-nums;
  }
  .meter {
    flex: 1;
    min-width: 80px;
    max-width: 320px;
    height: 4px;
  }
  .meter rect {
    fill: var(--vscode-progressBar-background);
  }
  .meter .track {
    fill: var(--vscode-foreground);
    opacity: 0.15;
  }
  .sheet {
    flex: none;
    display: flex;
    flex-direction: column;
    gap: 12px;
    max-width: 760px;
    padding: 6px 20px 24px;
  }
  .sheet .issues {
    max-height: none;
    gap: 8px;
  }
  h3 {
    margin-top: 6px;
  }
  .change {
    display: flex;
    gap: 8px;
  }
  .change .icon,
  .change .spinner,
  .change > .link {
    flex: none;
    align-self: flex-start;
  }
`;
