import { basename } from 'node:path';
import * as vscode from 'vscode';
import { fileKind } from '../pick/kinds';
import { notData } from '../pick/not-data';
import { isDataNode, isModel, type ModelsNode } from './nodes';

const URI_LIST = 'text/uri-list';

/** Models leave the tree as files; data files that are dropped on a model run with it, elsewhere a model is asked for. */
export function createModelsDragAndDrop(
  run: (model: vscode.Uri | undefined, data: readonly vscode.Uri[]) => void,
  report: (error: unknown) => void,
): vscode.TreeDragAndDropController<ModelsNode> {
  return {
    dragMimeTypes: [URI_LIST],
    dropMimeTypes: [URI_LIST, 'files'],
    handleDrag: (nodes, transfer) => {
      const uris = nodes.flatMap((node) => fileOf(node) ?? []);
      transfer.set(URI_LIST, new vscode.DataTransferItem(uris.map(String).join('\r\n')));
    },
    handleDrop: async (target, transfer) => {
      const dropped = await droppedFiles(transfer);
      const data = dropped.filter((uri) => fileKind(uri.path) === 'data');
      if (data.length > 0) run(modelOf(target), data);
      else report(notData(dropped[0] && basename(dropped[0].path)));
    },
  };
}

/** What lies beneath a model counts as the model. */
function modelOf(target: ModelsNode | undefined): vscode.Uri | undefined {
  if (!target || isModel(target)) return target;
  return 'model' in target ? target.model : undefined;
}

function fileOf(node: ModelsNode): vscode.Uri | undefined {
  if (isModel(node)) return node;
  return isDataNode(node) ? vscode.Uri.file(node.data.path) : undefined;
}

async function droppedFiles(transfer: vscode.DataTransfer): Promise<vscode.Uri[]> {
  const listed = (await transfer.get(URI_LIST)?.asString()) ?? '';
  const uris = listed.split('\r\n').filter((line) => line !== '' && !line.startsWith('#'));
  if (uris.length > 0) return uris.map((line) => vscode.Uri.parse(line));
  return [...transfer].flatMap(([, item]) => item.asFile()?.uri ?? []);
}
