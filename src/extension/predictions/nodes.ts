import type { Run } from '../../contract/run';

/** A model that has runs in a log. */
export interface ModelNode {
  readonly kind: 'model';
  /** The log's file. */
  readonly log: string;
  /** As logged. */
  readonly path: string;
  readonly runs: number;
}

export interface RunNode {
  readonly kind: 'run';
  readonly log: string;
  readonly run: Run;
}

/** Stands for runs that are not listed yet. */
export interface MoreNode {
  readonly kind: 'more';
  /** Absent where runs are not grouped by model. */
  readonly of?: ModelNode;
  readonly count: number;
}

/** A log that cannot be read. */
export interface ProblemNode {
  readonly kind: 'problem';
  readonly log: string;
  readonly message: string;
}

export type PredictionsNode = ModelNode | RunNode | MoreNode | ProblemNode;

/** Whether runs stand beneath their model, or all in one list. */
export type Grouping = 'model' | 'time';

/** The same node has the same name, also after the log was read anew. */
export function nodeId(node: PredictionsNode): string {
  switch (node.kind) {
    case 'model':
      return `model\n${node.log}\n${node.path}`;
    case 'run':
      return `run\n${node.log}\n${node.run.id}`;
    case 'more':
      return node.of ? `more\n${nodeId(node.of)}` : 'more';
    case 'problem':
      return `problem\n${node.log}`;
  }
}

export function isRunNode(node: unknown): node is RunNode {
  return kindOf(node) === 'run';
}

export function isMoreNode(node: unknown): node is MoreNode {
  return kindOf(node) === 'more';
}

function kindOf(node: unknown): unknown {
  return typeof node === 'object' && node !== null && 'kind' in node ? node.kind : undefined;
}
