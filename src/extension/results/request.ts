import { isAbsolute, relative, resolve } from 'node:path';
import type { PredictRequest } from '../../contract/predict';
import type { RunChoice, Subject } from '../../contract/results-page';

/** What is asked of the engine for a subject. Paths inside the folder are relative to it, so that messages are short. */
export function predictRequest(subject: Subject, choice: RunChoice): PredictRequest {
  return {
    model: shortPath(subject.folder, subject.model),
    data: { kind: 'file', path: shortPath(subject.folder, subject.data) },
    folder: subject.folder,
    binding: choice.map ? { map: choice.map } : {},
    reading: {},
    onError: choice.onError ?? 'stop',
    saveSidecar: choice.saveSidecar ?? false,
    log: { kind: 'default' },
    pages: true,
    output: { kind: 'none' },
    source: 'panel',
  };
}

/** A path relative to `folder` where it lies inside, else as it is. */
export function shortPath(folder: string, path: string): string {
  const short = relative(folder, path);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short;
}

/** The absolute path of a file that an issue names. */
export function fullPath(folder: string, path: string): string {
  return resolve(folder, path);
}
