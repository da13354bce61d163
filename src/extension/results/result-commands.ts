import * as vscode from 'vscode';
import type { EngineProtocol } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import type { PredictRequest } from '../../contract/predict';
import type { Client } from '../../contract/rpc';
import type { CommandHandlers } from '../commands/contract';
import { isRunNode } from '../predictions/nodes';
import { repetitionOf } from '../predictions/repeat-run';
import { copyAsCommand, copyAsPython } from './copy-run';
import { predictRequest } from './request';
import type { ComparePages } from '../compare/compare-pages';
import type { ResultsPages } from './results-pages';

type ResultCommands = Pick<
  CommandHandlers,
  | 'onnxWorkbench.copyAsPython'
  | 'onnxWorkbench.copyAsCommand'
  | 'onnxWorkbench.runAgainOnChange'
  | 'onnxWorkbench.stopRunningOnChange'
>;

export interface ResultCommandParts {
  readonly engine: Client<EngineProtocol>;
  readonly pages: ResultsPages;
  readonly comparePages: Pick<ComparePages, 'followChanges'>;
}

/** What can be done with the results page in front, or with a run of the Predictions view. */
export function createResultCommands({ engine, pages, comparePages }: ResultCommandParts): ResultCommands {
  const requestOf = (node: unknown): PredictRequest => {
    if (isRunNode(node)) {
      const { subject, choice } = repetitionOf(node.run);
      return predictRequest(subject, choice);
    }
    const request = pages.request();
    if (request) return request;
    throw noResultsPage();
  };
  const follow = async (on: boolean): Promise<void> => {
    await Promise.all([pages.followChanges(on), comparePages.followChanges(on)]);
  };
  return {
    'onnxWorkbench.copyAsPython': (node) => copyAsPython(engine, requestOf(node)),
    'onnxWorkbench.copyAsCommand': (node) => copyAsCommand(requestOf(node)),
    'onnxWorkbench.runAgainOnChange': () => follow(true),
    'onnxWorkbench.stopRunningOnChange': () => follow(false),
  };
}

export function noResultsPage(): WorkbenchError {
  return new WorkbenchError('usage', {
    code: 'no-results-page',
    message: vscode.l10n.t('Open the results of a run first.'),
  });
}
