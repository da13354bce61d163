import { collectText, type Collected } from '../support/collect';

/** The table that a JSON text, or the text of a value, is read as. */
export function readJson(json: unknown, name = 'x.json'): Promise<Collected> {
  return collectText(typeof json === 'string' ? json : JSON.stringify(json), {}, 2, 1 << 16, name);
}
