/** What is used of a column of the table. */
export interface ChartColumn {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly goesBy?: string;
}

/** The columns that have a chart, how many more would have one, and those that can be added: the inputs. */
export interface ChartColumns {
  readonly shown: readonly ChartColumn[];
  readonly more: number;
  readonly others: readonly ChartColumn[];
}

/** Of what the model answers the first `most`, then what was added. */
export function chartColumns(columns: readonly ChartColumn[], most: number, added: readonly string[]): ChartColumns {
  const outputs = columns.filter(({ group }) => group === 'prediction');
  const inputs = columns.filter(({ group }) => group === 'input');
  return {
    shown: [...outputs.slice(0, most), ...inputs.filter(({ id }) => added.includes(id))],
    more: Math.max(0, outputs.length - most),
    others: inputs.filter(({ id }) => !added.includes(id)),
  };
}
