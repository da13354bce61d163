import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../../media/sample');

/** Absolute path of a file of the sample that the extension brings. */
export function sample(name: string): string {
  return path.join(folder, name);
}

/** Makes a workspace keep its own log: else it would be the user's. */
export const OWN_LOG = { '.onnx-workbench/.gitignore': Buffer.from('*\n') } as const;

/** The files of a workspace that has the sample and its own log. */
export const SAMPLE_WORKSPACE = {
  ...OWN_LOG,
  'wine.onnx': sample('wine.onnx'),
  'wine.csv': sample('wine.csv'),
  'wine.onnx.workbench.json': sample('wine.onnx.workbench.json'),
} as const;
