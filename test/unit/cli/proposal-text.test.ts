import { expect, it } from 'vitest';
import { commandWithMap } from '../../../src/cli/predict/proposal-text';

it('puts --map auto before the end of the flags', () => {
  expect(commandWithMap('npx onnx-workbench', ['predict', '--', '-m.onnx', 'd.csv'], 'linux')).toBe(
    'npx onnx-workbench predict --map auto -- -m.onnx d.csv',
  );
});
