import type { ResultChange } from '../../src/contract/rows';
import { formatCount, formatNumber } from '../shared/format';
import type { Translate } from '../shared/translate';

const METRIC_DECIMALS = 3;

/** What is another than before, in words; `flipped` is the part that leads to the rows. */
export interface ChangeText {
  readonly flipped?: string;
  readonly rest: readonly string[];
}

/** "14 of 2,000 labels flipped", "accuracy 0.912 → 0.921". */
export function changeText(change: ResultChange, t: Translate, language: string): ChangeText {
  const flipped = flippedText(change, t, language);
  return {
    ...(flipped !== undefined && { flipped }),
    rest: [...valuesText(change, t, language), ...metricText(change, t), ...rowsText(change, t, language)],
  };
}

function flippedText({ flips, rows }: ResultChange, t: Translate, language: string): string | undefined {
  if (flips === undefined || flips === 0) return undefined;
  return t('{0} of {1} labels flipped', formatCount(flips, language), formatCount(rows, language));
}

function valuesText({ flips, changed, rows, maxAbs }: ResultChange, t: Translate, language: string): readonly string[] {
  if (flips !== undefined && flips > 0) return [];
  if (changed === 0) return [t('no prediction changed')];
  const count = formatCount(changed, language);
  const all = formatCount(rows, language);
  const same = flips === 0 ? [t('no label flipped')] : [];
  const values =
    maxAbs === undefined
      ? t('values changed in {0} of {1} rows', count, all)
      : t('values changed in {0} of {1} rows, by at most {2}', count, all, formatNumber(maxAbs));
  return [...same, values];
}

function metricText({ metric }: ResultChange, t: Translate): readonly string[] {
  if (!metric) return [];
  const { name, before, after } = metric;
  const [old, now] = name === 'accuracy' ? [fixed(before), fixed(after)] : [formatNumber(before), formatNumber(after)];
  const text = name === 'accuracy' ? t('accuracy') : t('RMSE');
  return [old === now ? t('{0} still {1}', text, now) : `${text} ${old} → ${now}`];
}

function fixed(value: number): string {
  return value.toFixed(METRIC_DECIMALS);
}

function rowsText({ rowsBefore, rowsAfter }: ResultChange, t: Translate, language: string): readonly string[] {
  if (rowsBefore === rowsAfter) return [];
  return [t('{0} rows instead of {1}', formatCount(rowsAfter, language), formatCount(rowsBefore, language))];
}
