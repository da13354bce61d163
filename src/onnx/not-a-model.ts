import { WorkbenchError } from '../contract/issue';
import type { WireError } from './proto/wire';

const LFS_HEADER = 'version https://git-lfs.github.com/spec/';

/**
 * Says what a file is when its first bytes show that it is no ONNX model: empty, a Git LFS pointer, a web page or other
 * text, an archive. `head` is the first 512 bytes or fewer. Undefined for what may be a model.
 */
export function recogniseOther(head: Buffer, size: number, file: string): WorkbenchError | undefined {
  if (size === 0) {
    return modelError(
      'model-empty',
      file,
      `${file} is empty (0 bytes), so it is not an ONNX model. Export or download it again.`,
    );
  }
  const text = head.toString('latin1');
  if (text.startsWith(LFS_HEADER)) {
    const pointed = /^size (\d{1,20})$/m.exec(text)?.[1];
    const bytes = pointed ? ` (${pointed} bytes)` : '';
    return modelError(
      'model-lfs-pointer',
      file,
      `${file} is a Git LFS pointer, not the model itself${bytes}: run \`git lfs pull\` to get it.`,
    );
  }
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) {
    return modelError(
      'model-not-onnx',
      file,
      `${file} is a web page or XML, not an ONNX model: download the file itself.`,
    );
  }
  const archive = archiveName(head);
  if (archive) return modelError('model-not-onnx', file, `${file} is ${archive}, not an ONNX model: ${archiveRemedy}`);
  if (isText(head, size)) {
    return modelError(
      'model-not-onnx',
      file,
      `${file} is a text file, not an ONNX model. Choose the exported .onnx file.`,
    );
  }
  return undefined;
}

/** The sentence for a file that starts like a model and then is not what protobuf says. */
export function damagedModel(error: WireError, file: string): WorkbenchError {
  switch (error.fault) {
    case 'cut':
      return modelError(
        'model-truncated',
        file,
        `${file} is not a complete ONNX model: the file ends in the middle of a field that starts at byte ${error.offset} ` +
          '(truncated or partly downloaded). Copy or download it again.',
      );
    case 'malformed':
      return modelError(
        'model-malformed',
        file,
        `${file} is not an ONNX model, or it is damaged: what stands at byte ${error.offset} cannot be read. Export or download it again.`,
      );
    case 'too-deep':
      return modelError(
        'model-too-deep',
        file,
        `${file} nests graphs more than a hundred messages deep, which no runtime takes.`,
      );
    case 'too-large':
      return modelError(
        'model-too-large',
        file,
        `${file} holds names or node lists too large to be a usable model (at byte ${error.offset}).`,
      );
  }
}

/** An error of kind `model` about a file. */
export function modelError(code: string, file: string, message: string): WorkbenchError {
  return new WorkbenchError('model', { code, message, file });
}

const archiveRemedy = 'unpack or convert it first.';

function archiveName(head: Buffer): string | undefined {
  const start = head.toString('latin1', 0, 4);
  if (start.startsWith('\x1f\x8b')) return 'a gzip archive';
  if (start === 'PK\x03\x04') return 'a ZIP archive (a PyTorch checkpoint is one)';
  if (start === '\x89HDF') return 'an HDF5 file (a Keras model is one)';
  return head.toString('latin1', 4, 8) === 'ORTM' ? 'an ORT-format model' : undefined;
}

/** Other than tab, line feed, form feed and carriage return. */
const CONTROL_CHARACTERS = /[^\P{Cc}\t\n\f\r]/u;

/** Valid UTF-8 without control characters; a model holds some within its first bytes. */
function isText(head: Buffer, size: number): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: head.length < size });
    return !CONTROL_CHARACTERS.test(text);
  } catch {
    return false;
  }
}
