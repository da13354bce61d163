/** Where an input's values come from. */
export type BindingSource =
  'flag' | 'sidecar' | 'metadata' | 'model.txt' | 'mlflow' | 'name' | 'position' | 'auto' | 'constant';

/** Which columns feed an input. A constant has no columns. */
export interface Binding {
  readonly input: string;
  readonly columns: readonly string[];
  readonly source: BindingSource;
}
