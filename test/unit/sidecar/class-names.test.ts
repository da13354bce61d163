import { describe, expect, it } from 'vitest';
import { classNames, type ClassNameSources } from '../../../src/sidecar/class-names';

const metadata = { classNames: { names: ['m0', 'm1'], source: 'metadata names' } };
const labels = { classes: { names: ['l0', 'l1'], file: 'labels.txt' } };

describe('class names come from the first that has them', () => {
  const table: readonly {
    title: string;
    sources: ClassNameSources;
    names: readonly string[] | undefined;
    source?: string;
  }[] = [
    { title: 'nobody', sources: { analysis: { summary: {} }, beside: {} }, names: undefined },
    {
      title: 'the sidecar',
      sources: {
        sidecar: { version: 1, classes: ['no', 1] },
        analysis: { classes: ['a', 'b'], summary: metadata },
        beside: labels,
      },
      names: ['no', '1'],
      source: 'sidecar',
    },
    {
      title: 'text labels in the model',
      sources: { analysis: { classes: ['a', 'b'], summary: metadata }, beside: labels },
      names: ['a', 'b'],
      source: 'model',
    },
    {
      title: 'metadata, for integer labels',
      sources: { analysis: { classes: [0, 1], summary: metadata }, beside: labels },
      names: ['m0', 'm1'],
      source: 'metadata names',
    },
    {
      title: 'a file beside the model',
      sources: { analysis: { classes: [0, 1], summary: {} }, beside: labels },
      names: ['l0', 'l1'],
      source: 'labels.txt',
    },
    {
      title: 'labels.txt, where the sidecar only repeats the labels',
      sources: { sidecar: { version: 1, classes: [3, 5] }, analysis: { classes: [3, 5], summary: {} }, beside: labels },
      names: ['l0', 'l1'],
      source: 'labels.txt',
    },
    {
      title: 'labels.txt, where the sidecar only counts',
      sources: { sidecar: { version: 1, classes: [0, 1] }, analysis: { summary: {} }, beside: labels },
      names: ['l0', 'l1'],
      source: 'labels.txt',
    },
  ];
  it.each(table)('$title', ({ sources, names, source }) => {
    expect(classNames(sources)).toEqual(names && { names, source });
  });
});
