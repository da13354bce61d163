import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readJson } from '../cases';
import { trialsOf } from '../expected';
import { differences } from '../judge';
import { all, answered, rightWithSettings, said, says, saysWithSettings, takes, type Musts } from '../must-checks';

/** Of which column feeds which input. */
export const BINDING_MUSTS: Musts = {
  "bind by column name once the user has mapped names: the file's order is not the model's": rightWithSettings,
  'report the extra column `id` as unused': saysWithSettings("'id'", 'unused'),
  'report `id` and `comment` as unused': saysWithSettings("'id'", "'comment'", 'unused'),
  'report `text` as unused': saysWithSettings("'text'", 'unused'),
  'report `customer_id` and `note` as unused': saysWithSettings("'customer_id'", "'note'", 'unused'),
  'an unknown `plan` (row 3) is not an error': rightWithSettings,
  'keep `tenure_months` int64': all(takes('tenure_months', 'int64'), rightWithSettings),
  'reshape 64 columns row-major to [1,8,8] after the user agreed': all(rightWithSettings, says('columns')),
  'offer the 64 columns as one input': async (subject) => {
    const { outcome } = answered(await subject.unaided({ map: 'auto' }));
    expect(outcome.head.binding.map(({ columns }) => columns.length)).toEqual([64]);
  },
  'feed integer-looking text to a float32 input': rightWithSettings,
  'ask for `data` only; W and B have values': async (subject) => {
    const { inputs, initializerInputs } = await subject.inspect();
    expect(inputs.map(({ name }) => name)).toEqual(['data']);
    expect(initializerInputs).not.toEqual([]);
    answered(await subject.unaided());
  },
  'say so when data for an initializer is given': async (subject) => {
    const [initializer = ''] = (await subject.inspect()).initializerInputs;
    const { model } = subject.trial;
    const row = {
      ...(readJson(join(subject.case.folder, 'input.json')) as Record<string, number>[])[0],
      [initializer]: 1,
    };
    const { issues } = await subject.settledOn('with-initializer.json', JSON.stringify([row]));
    expect(said(issues)).toContain(initializer);
    const { code, stderr } = await subject.commandLine(
      'predict',
      model,
      subject.trial.file,
      '--set',
      `${initializer}=1`,
      '--no-log',
    );
    expect(code).toBe(2);
    expect(stderr).toContain(initializer);
  },
  'run row by row and join the results': rightWithSettings,
  'say that the batch is fixed': saysWithSettings('batch is fixed'),
  'say that no column feeds the scalar input `squash` and ask for one value for the whole run': async (subject) => {
    const reply = await subject.unaided();
    expect(reply.kind).toBe('asked');
    expect(said(reply.issues)).toMatch(/squash.*one value.*whole run/);
    await rightWithSettings(subject);
  },
  'bind two list-valued fields to two inputs by name': async (subject) => {
    const { outcome } = answered(await subject.unaided({}, 'input.json'));
    expect(outcome.head.binding.map(({ input, source }) => [input, source])).toEqual([
      ['input_ids', 'name'],
      ['attention_mask', 'name'],
    ]);
  },
  'input.ragged.json: rows differ in length: reject naming the row, or run each row at its own length (goldens under `ragged`)':
    async (subject) => {
      const ragged = trialsOf(subject.case).find(({ file }) => file === 'input.ragged.json');
      if (!ragged) throw new Error('No ragged file.');
      expect(differences(ragged, await subject.settled(ragged.file))).toEqual([]);
    },
  'ask for no size when the data settles it': async (subject) => {
    answered(await subject.unaided());
  },
  "load the weights file from the model's own folder": rightWithSettings,
  'copy it along when the model is copied or served': async (subject) => {
    const { externalData } = await subject.inspect();
    expect(externalData.map(({ location }) => location)).toEqual(['weights.bin']);
    const { folder } = await subject.commandLine('inspect', subject.trial.model);
    rmSync(join(folder, 'weights.bin'));
    const { code, stderr } = await subject.commandLine('predict', subject.trial.model, subject.trial.file, '--no-log');
    expect(code).toBe(2);
    expect(stderr).toContain('weights.bin');
  },
};
