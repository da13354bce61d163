import type { ClassLabel } from '../../contract/model';
import { createSegmenter, type Segmenter } from '../../compare/segments';
import type { Batch, TableHead } from '../../data/table';
import { isIndexName } from '../../tensors/drop-indexes';
import { predictionByName } from '../../tensors/drop-predictions';

/**
 * How the rows fall into segments, column by column, as the sample has them. Undefined for what says nothing about the rows
 * themselves: indexes and predictions, by their names, and `others`, such as ids.
 */
export function segmentersOf(
  head: TableHead,
  sample: readonly Batch[],
  classes: readonly ClassLabel[],
  others: ReadonlySet<string>,
): readonly (Segmenter | undefined)[] {
  const words = new Set(classes.flatMap((label, place) => [String(label).toLowerCase(), String(place)]));
  return head.columns.map((name, place) => {
    if (others.has(name) || (head.named && isIndexName(name)) || predictionByName(name, words)) return undefined;
    return createSegmenter(
      name,
      sample.flatMap(({ columns, rows }) => {
        const column = columns[place];
        return column ? [{ column, rows }] : [];
      }),
    );
  });
}
