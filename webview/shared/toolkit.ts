import { provideVSCodeDesignSystem, vsCodeButton } from '@vscode/webview-ui-toolkit';

/** Registers the components that the pages use. The only module that knows where they come from. */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(vsCodeButton());
}
