import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringsBundle, textsOfSources } from '../../../scripts/write-strings';

const bundle = path.resolve(import.meta.dirname, '../../../l10n/bundle.l10n.json');

describe('texts that a person reads', () => {
  test('can all be translated', async () => {
    const { translated, raw } = await textsOfSources();
    expect(raw).toEqual([]);
    expect(translated).toContain('Run Prediction with {0}');
    expect(translated).toContain('Use These Columns');
  });

  test('are all in the bundle that translators start from: npm run strings', async () => {
    expect(await readFile(bundle, 'utf8')).toBe(await stringsBundle());
  });
});
