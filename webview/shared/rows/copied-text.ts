import { formatCount } from '../format';
import type { Translate } from '../translate';

/** Says how many rows were copied, and where the others are to be had if those were not all that were wanted. */
export function copiedText(copied: number, wanted: number, t: Translate, language: string): string {
  const count = formatCount(copied, language);
  if (copied < wanted)
    return t('Copied the first {0} of {1} rows. Export takes them all.', count, formatCount(wanted, language));
  return copied === 1 ? t('Copied 1 row as CSV.') : t('Copied {0} rows as CSV.', count);
}
