import { dirname } from 'node:path';
import type { GoldenCase } from '../../contract/golden';

/** The golden tests of one model, as they stand in the Test Explorer. */
export interface TestGroup {
  /** Absolute path of the model. */
  readonly model: string;
  /** Where it lies below the workspace folder: the model, or the folder of a test in ONNX's own layout. */
  readonly label: string;
  readonly tests: readonly { readonly id: string; readonly test: GoldenCase }[];
  /** The model's only test is the folder's: it stands for the group. */
  readonly single: boolean;
}

/** Tests by model, in their order. `relative` gives a path as seen from the workspace folder. */
export function groupTests(tests: readonly GoldenCase[], relative: (path: string) => string): readonly TestGroup[] {
  return [...Map.groupBy(tests, ({ model }) => model)].map(([model, own]) => {
    const [first] = own;
    const single = own.length === 1 && first?.kind === 'onnx';
    return {
      model,
      label: single ? relative(dirname(model)) || first.name : relative(model),
      tests: withIds(own),
      single,
    };
  });
}

/** The same test has the same id when it is found again, though others have come before it. Two may have one name. */
function withIds(tests: readonly GoldenCase[]): TestGroup['tests'] {
  const seen = new Map<string, number>();
  return tests.map((test) => {
    const name = `${test.kind}\n${test.kind === 'settings' ? test.name : test.path}`;
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    return { id: times === 0 ? name : `${name}\n${times}`, test };
  });
}
