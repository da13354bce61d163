import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isModelOfWindow, isWholeLogShown } from '../../../../src/extension/predictions/shown-models';

const window = (...folders: string[]): { folders: string[]; activeModel: undefined } => ({
  folders: folders.map((folder) => resolve(folder)),
  activeModel: undefined,
});

describe('a log whose runs all belong to the window', () => {
  it.each([
    ['/w/.onnx-workbench/log.db', ['/w'], true],
    ['/w/models/v2/.onnx-workbench/log.db', ['/w'], true],
    ['/repository/.onnx-workbench/log.db', ['/repository/team/models'], true],
    ['/home/me/.local/state/onnx-workbench/log.db', ['/home/me/w'], false],
    ['/home/me/.local/state/onnx-workbench/log.db', [], true],
    ['/other/.onnx-workbench/log.db', ['/w'], false],
    ['/w2/.onnx-workbench/log.db', ['/w'], false],
    ['/w/.onnx-workbench/log.db', ['/a', '/w'], true],
    ['/..w/.onnx-workbench/log.db', ['/'], true],
    ['/logs/log.db', ['/w'], false],
  ])('%s in a window of %j: %s', (log, folders, isShown) => {
    expect(isWholeLogShown(resolve(log), window(...folders))).toBe(isShown);
  });
});

describe('a model of a log that others share', () => {
  it.each([
    ['/w/wine.onnx', true],
    ['/w/deep/er/wine.onnx', true],
    ['/w2/wine.onnx', false],
    ['/elsewhere/wine.onnx', false],
    ['/browsed/wine.onnx', true],
  ])('%s: %s', (model, isShown) => {
    const surroundings = { ...window('/w'), activeModel: resolve('/browsed/wine.onnx') };
    expect(isModelOfWindow(resolve(model), surroundings)).toBe(isShown);
  });
});
