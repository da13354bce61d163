import { detail, type StoredBatch, type StoredColumn } from './stored';
import { flatData } from './tensor';

/** A batch whose outputs of these names, which are bools, have other values: 0 or 1 for each row. */
export function withOutputs(batch: StoredBatch, values: ReadonlyMap<string, Uint8Array>): StoredBatch {
  const replaced = (column: StoredColumn): StoredColumn => {
    const own = values.get(detail(column, 'name'));
    return own ? { ...column, data: flatData('bool', own) } : column;
  };
  return { ...batch, of: (role) => (role === 'output' ? batch.of(role).map(replaced) : batch.of(role)) };
}
