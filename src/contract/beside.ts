/** What lies beside a model and names its columns, categories or classes. Each part says which file it came from. */
export interface Beside {
  /** `labels.txt` or `classes.txt`: one name a line; `config.json`: `id2label` in index order. */
  readonly classes?: { readonly names: readonly string[]; readonly file: string };
  /** LightGBM's `model.txt`: `feature_names` and `pandas_categorical` in the order of the categorical features. */
  readonly lightgbm?: {
    readonly featureNames: readonly string[];
    /** Feature name -> its values in code order. */
    readonly categories: Readonly<Record<string, readonly string[]>>;
    readonly file: string;
  };
  /** An `MLmodel` file's signature: input column names in order. */
  readonly mlflow?: { readonly columns: readonly string[]; readonly file: string };
}

/** What the name of a model's own settings file ends with: `wine.onnx.workbench.json`. */
export const OWN_SETTINGS_SUFFIX = '.workbench.json';
/** Settings of many models, in their folder or above. */
export const SHARED_SETTINGS = 'workbench.json';
/** Files beside a model that tell of its columns, categories or classes. */
export const BESIDE_FILES = ['config.json', 'labels.txt', 'classes.txt', 'model.txt', 'MLmodel'] as const;
