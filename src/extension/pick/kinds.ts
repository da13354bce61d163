/** Endings of files that hold rows. A `.gz` counts where it holds one of the text forms. */
const DATA_FILE = /\.(csv|tsv|json|jsonl|ndjson|npy|npz|pb|parquet|arrow|feather)$|\.(csv|tsv|json|jsonl|ndjson)\.gz$/i;
const MODEL_FILE = /\.onnx$/i;
/** Files with such an ending that are seldom rows for a model. */
const SETTINGS_FILE =
  /(^|[/\\])((package|package-lock|tsconfig[^/\\]*|composer|launch|settings|tasks|config)\.json|[^/\\]*workbench\.json)$/i;

export type FileKind = 'model' | 'data' | 'other';

export function fileKind(path: string): FileKind {
  if (MODEL_FILE.test(path)) return 'model';
  return DATA_FILE.test(path) ? 'data' : 'other';
}

/** Whether a file is worth offering as data without being asked for. */
export function looksLikeData(path: string): boolean {
  return fileKind(path) === 'data' && !SETTINGS_FILE.test(path);
}

/** Whether a file holds settings of models. */
export function isSettingsFile(path: string): boolean {
  return /(^|[/\\.])workbench\.json$/i.test(path);
}

/** Whether a file lies in a folder full of other people's files. */
export function isOthersFile(path: string): boolean {
  return /[/\\](node_modules|site-packages|\.venv|venv|\.git|\.onnx-workbench|__pycache__)[/\\]/.test(path);
}

/** Glob patterns for a search of the workspace. */
export const MODEL_GLOB = '**/*.[oO][nN][nN][xX]';
export const DATA_GLOB =
  '**/*.{csv,tsv,json,jsonl,ndjson,npy,npz,pb,parquet,arrow,feather,csv.gz,tsv.gz,json.gz,jsonl.gz,ndjson.gz}';
/** Endings for a file dialog. */
export const DATA_EXTENSIONS = [
  'csv',
  'tsv',
  'json',
  'jsonl',
  'ndjson',
  'npy',
  'npz',
  'pb',
  'parquet',
  'arrow',
  'feather',
  'gz',
];
