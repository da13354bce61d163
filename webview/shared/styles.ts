import { css } from 'lit';

/**
 * What every page shares: the editor's own fonts and colours, links that are buttons, icons, notes, issues, a spinner,
 * text for screen readers alone.
 */
export const sharedStyles = css`
  :host {
    color: var(--vscode-foreground);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size);
    line-height: 1.4;
  }
  * {
    box-sizing: border-box;
  }
  .icon {
    width: 16px;
    height: 16px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.3;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon.pass {
    color: var(--vscode-testing-iconPassed, var(--vscode-charts-green));
  }
  .icon.error {
    color: var(--vscode-editorError-foreground, var(--vscode-errorForeground));
  }
  .icon.warning {
    color: var(--vscode-editorWarning-foreground);
  }
  .icon.info,
  .icon.question {
    color: var(--vscode-editorInfo-foreground);
  }
  .icon.stopped {
    color: var(--vscode-descriptionForeground);
  }
  button.link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--vscode-textLink-foreground);
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  button.link:hover {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
  button.link:focus-visible,
  summary:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .quiet {
    color: var(--vscode-descriptionForeground);
  }
  .note {
    padding: 6px 10px;
    border-inline-start: 3px solid var(--vscode-textBlockQuote-border, var(--vscode-focusBorder));
    background: var(--vscode-textBlockQuote-background);
    font-size: 0.92em;
  }
  .issues {
    display: flex;
    flex-direction: column;
    gap: 4px;
    list-style: none;
  }
  .issues li {
    display: flex;
    gap: 7px;
  }
  .issues .icon {
    margin-top: 1px;
  }
  code {
    font-family: var(--vscode-editor-font-family);
    font-size: 0.95em;
  }
  .spinner {
    width: 14px;
    height: 14px;
    border: 2px solid var(--vscode-progressBar-background);
    border-inline-start-color: transparent;
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation: none;
    }
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
`;
