import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { publishedSchemas } from '../../../scripts/write-schemas';

it('the published schemas are those that validate', async () => {
  const folder = resolve(import.meta.dirname, '../../../schemas');
  for (const [name, text] of await publishedSchemas()) {
    expect(readFileSync(resolve(folder, name), 'utf8'), `${name}: run node scripts/write-schemas.ts`).toBe(text);
  }
});
