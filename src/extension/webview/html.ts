import { randomBytes } from 'node:crypto';
import { escapeMarkup } from '../../contract/escape-markup';

export interface PageAssets {
  /** The page's script, as an address that the webview may load. */
  readonly script: string;
  /** The webview's own source expression. */
  readonly cspSource: string;
  readonly title: string;
  readonly language: string;
}

/**
 * The whole HTML of a page: one script, nothing inline, nothing from elsewhere. Components bring their styles as
 * constructed style sheets, which the policy does not concern; the nonce stands in a `meta` too, where libraries that
 * add style elements look for it.
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
  </head>
  <body>
    <script type="module" nonce="${nonce}" src="${escapeMarkup(assets.script)}"></script>
  </body>
</html>`;
}
