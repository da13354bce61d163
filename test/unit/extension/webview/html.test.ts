import { expect, test } from 'vitest';
import { pageHtml } from '../../../../src/extension/webview/html';

const assets = {
  script: 'https://host/results.js',
  cspSource: 'https://host',
  title: 'a & "b" <c>',
  language: 'en',
  strings: { Row: '"><script>Zeile' },
};

test('allows two scripts by a nonce and nothing from elsewhere', () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(pageHtml(assets))?.[1] ?? '';
  expect(policy).toMatch(
    /^default-src 'none'; script-src 'nonce-[\w-]{24}'; style-src https:\/\/host 'nonce-[\w-]{24}'; /,
  );
  expect(policy).not.toMatch(/unsafe|\*/);
});

test('a nonce is used for one page only', () => {
  const nonce = (html: string): string | undefined => /nonce="([^"]+)"/.exec(html)?.[1];
  expect(nonce(pageHtml(assets))).toBeDefined();
  expect(nonce(pageHtml(assets))).not.toBe(nonce(pageHtml(assets)));
});

test('a file name cannot break out of the title', () => {
  expect(pageHtml(assets)).toContain('<title>a &amp; &quot;b&quot; &lt;c&gt;</title>');
});

test('a translation cannot break out of its attribute', () => {
  expect(pageHtml(assets)).toContain('content="{&quot;Row&quot;:&quot;\\&quot;&gt;&lt;script&gt;Zeile&quot;}"');
});
