import { randomBytes } from 'node:crypto';
import { escapeMarkup } from '../../contract/escape-markup';

export interface PageAssets {
  /** The page's script, as an address that the webview may load. */
  readonly script: string;
  /** The webview's own source expression. */
  readonly cspSource: string;
  readonly title: string;
  readonly language: string;
  /** Translations of the page's texts, by the English text. */
  readonly strings: Readonly<Record<string, string>>;
}

/**
 * Says that the page listens before its script has come, and keeps what is sent until then: the way there and back, and
 * the time that a script takes to load, are spent together. See `webview/shared/host.ts`.
 */
const LISTEN_EARLY = `
      const api = acquireVsCodeApi();
      const early = [];
      const keep = (event) => early.push(event.data);
      const take = () => {
        removeEventListener('message', keep);
        return early;
      };
      addEventListener('message', keep);
      globalThis.workbenchPage = { api, take };
      api.postMessage({ type: 'ready' });
    `;

/**
 * The whole HTML of a page: two scripts, nothing from elsewhere, and nothing of the user's in a script. Components bring
 * their styles as constructed style sheets, which the policy does not concern; the nonce stands in a `meta` too, where
 * libraries that add style elements look for it.
 */
export function pageHtml(assets: PageAssets): string {
  const nonce = randomBytes(18).toString('base64url');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${assets.cspSource} 'nonce-${nonce}'`,
    `font-src ${assets.cspSource}`,
    `img-src ${assets.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeMarkup(assets.language)}">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta property="csp-nonce" content="${nonce}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escapeMarkup(assets.title)}</title>
    <meta name="strings" content="${escapeMarkup(JSON.stringify(assets.strings))}" />
  </head>
  <body>
    <script nonce="${nonce}">{${LISTEN_EARLY}}</script>
    <script type="module" nonce="${nonce}" src="${escapeMarkup(assets.script)}"></script>
  </body>
</html>`;
}
