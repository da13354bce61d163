import type { Binding, BindingSource } from '../contract/binding';

const MOST_COLUMNS = 6;

const SOURCES: Readonly<Record<BindingSource, string>> = {
  flag: 'as --columns says',
  sidecar: 'as the settings beside the model say',
  metadata: "by the model's feature_names",
  'model.txt': 'by model.txt beside the model',
  mlflow: 'by the MLflow signature beside the model',
  name: 'by name',
  position: 'by position',
  auto: 'as --map auto decided',
  constant: 'the same value for every row',
};

/** `X <- a, b by name`. */
export function bindingText({ input, columns, source }: Binding): string {
  if (source === 'constant') return `${input} <- ${SOURCES.constant}`;
  if (source === 'position' && columns.every((column, index) => column === String(index)))
    return `${input} <- the values of each row, in order`;
  const shown = columns.slice(0, MOST_COLUMNS).map(nameOf).join(', ');
  const more = columns.length > MOST_COLUMNS ? `, ... (${columns.length} columns)` : '';
  return `${input} <- ${shown}${more} ${SOURCES[source]}`;
}

/** A column in messages. */
export function nameOf(column: string): string {
  return column === '' ? "'' (empty header)" : column;
}
