import type { TableHead } from '../../data/table';
import type { BindingPlan } from '../binding-plan';
import type { OutputMeaning } from '../output-meaning';

/** Where the code finds the rows. */
export type PythonData =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' }
  /** The rows stand in the code itself. */
  | { readonly kind: 'text'; readonly text: string };

/** A run that Python code is to repeat. */
export interface PythonRun {
  /** As the code names it: absolute, or relative to where the code will run. */
  readonly model: string;
  readonly data: PythonData;
  readonly head: TableHead;
  /** Encoding that was asked for, by Python's name or ours. */
  readonly encoding?: string;
  readonly plan: BindingPlan;
  readonly meaning: OutputMeaning;
  /** Whether the run leaves out rows that fail. The code cannot, and says so. */
  readonly skipsRows: boolean;
  /** Rows of one call of the runtime where the answers depend on it. */
  readonly batch?: number;
}

/** Code in the making: what it imports, helper functions, and its lines. */
export interface PythonCode {
  readonly imports: Set<string>;
  readonly helpers: Set<PythonHelper>;
  readonly lines: string[];
}

export type PythonHelper = 'complete' | 'encode' | 'truth' | 'join' | 'columns';

export function emptyCode(): PythonCode {
  return { imports: new Set(), helpers: new Set(), lines: [] };
}
