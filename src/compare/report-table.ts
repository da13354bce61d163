/** A table of a report: plain text, to be escaped by whoever writes it. */
export interface ReportTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
