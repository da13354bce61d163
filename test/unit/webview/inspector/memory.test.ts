import { describe, expect, it } from 'vitest';
import { createMemory } from '../../../../webview/inspector/memory';

function memoryOf(kept?: unknown): ReturnType<typeof createMemory> {
  let state = kept;
  return createMemory({
    recall: () => state,
    remember: (next) => {
      state = next;
    },
  });
}

describe('what was typed into the form', () => {
  it('is there again for the same model, and for no other', () => {
    const memory = memoryOf();
    memory.remember('/w/a.onnx', new Map([['age', '42']]));
    expect(memory.recall('/w/a.onnx')).toEqual(new Map([['age', '42']]));
    expect(memory.recall('/w/b.onnx')).toEqual(new Map());
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['another thing', 'a text'],
    ['half of it', { path: '/w/a.onnx' }],
    ['other values', { path: '/w/a.onnx', typed: [['age', 42], 'age', ['age']] }],
  ])('is empty where %s was kept', (_, kept) => {
    expect(memoryOf(kept).recall('/w/a.onnx')).toEqual(new Map());
  });
});
