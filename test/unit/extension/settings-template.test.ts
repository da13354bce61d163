import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { SidecarSchema } from '../../../src/contract/sidecar';
import { settingsTemplate } from '../../../src/extension/settings-template';

test('the template is a valid settings file that asks for the columns or the value of each input', () => {
  const settings: unknown = JSON.parse(settingsTemplate({ columns: ['X'], values: ['training'] }));
  expect(Value.Check(SidecarSchema, settings)).toBe(true);
  expect(settings).toEqual({ version: 1, inputs: { X: { columns: [] }, training: { value: '' } } });
});
