import { expect, it } from 'vitest';
import { asMarkdown } from '../../../../src/extension/runs/markdown';

it.each([
  ['plain words, as they are', 'plain words, as they are'],
  ['# no heading', '\\# no heading'],
  ['[x](command:evil)', '\\[x\\]\\(command\\:evil\\)'],
  ['<img src=x>', '&lt;img src\\=x&gt;'],
  ['**a_b** `c` ~~d~~', '\\*\\*a\\_b\\*\\* \\`c\\` \\~\\~d\\~\\~'],
  ['$(error) &lt; C:\\models', '$\\(error\\) &amp;lt; C\\:\\\\models'],
  ['one\n two\r\n\nthree', 'one  \ntwo  \nthree'],
  ['1. no list\n- nor this', '1\\. no list  \n\\- nor this'],
  ['a\n---', 'a  \n\\-\\-\\-'],
])('%j is said as itself', (text, markdown) => {
  expect(asMarkdown(text)).toBe(markdown);
});
