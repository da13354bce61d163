/** A stretch of an editor's text, on a line of its own that counts from 0. */
export interface TextPiece {
  readonly line: number;
  readonly text: string;
}

/** The rows that were selected, where they stand in the file. */
export interface SelectedRows {
  readonly format: 'csv' | 'json';
  /** In the order of their lines; of a CSV the header comes first. */
  readonly pieces: readonly TextPiece[];
}
