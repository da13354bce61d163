import { open } from 'node:fs/promises';
import { fileSource } from './file-source';
import { damagedModel, modelError, recogniseOther } from '../not-a-model';
import { newModel, type RawGraph, type RawModel } from './raw-model';
import { modelRule } from './model-rule';
import { decodeMessage } from './decode-message';
import { WireError } from './wire';

const HEAD_BYTES = 512;
/** From this IR version on a model names its opsets; they follow the graph in the file. */
const FIRST_IR_WITH_OPSETS = 3;

/** A model as it stands in its file. */
export interface ModelFile {
  readonly bytes: number;
  readonly model: RawModel;
  readonly graph: RawGraph;
}

/**
 * Reads a model and leaves its weights on the disk. `file` names it in messages. The file is closed when this returns.
 * Throws WorkbenchError of kind `model` where it is missing, no model, cut short or damaged.
 */
export async function readModelFile(path: string, file: string): Promise<ModelFile> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw unreadable(error, file);
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw modelError('model-unreadable', file, `${file} is not a file. Choose an .onnx file.`);
    const source = fileSource(handle.fd, stat.size);
    const head = Buffer.alloc(HEAD_BYTES);
    const got = source.read(head, HEAD_BYTES, 0);
    const other = recogniseOther(head.subarray(0, got), stat.size, file);
    if (other) throw other;
    const model = newModel();
    await decodeMessage(source, modelRule, model);
    if (!model.graph) {
      throw modelError('model-without-graph', file, `${file} holds no graph, so it is not an ONNX model that can run.`);
    }
    if (model.opsets.length === 0 && model.irVersion >= FIRST_IR_WITH_OPSETS) {
      throw modelError(
        'model-truncated',
        file,
        `${file} is not a complete ONNX model: it names no opset (cut off after its graph?). Copy or download it again.`,
      );
    }
    return { bytes: stat.size, model, graph: model.graph };
  } catch (error) {
    if (error instanceof WireError) throw damagedModel(error, file);
    throw isSystemError(error) ? unreadable(error, file) : error;
  } finally {
    await handle.close();
  }
}

function unreadable(error: unknown, file: string): unknown {
  if (!isSystemError(error)) return error;
  if (error.code === 'ENOENT') {
    return modelError('model-not-found', file, `There is no file ${file}. Check the path of the model.`);
  }
  return modelError(
    'model-unreadable',
    file,
    `${file} cannot be read (${error.code}). Check that it is a file you may read.`,
  );
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}
