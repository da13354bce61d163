import { basename, resolve } from 'node:path';
import type { ComparisonSubject, SliceToGate, SubjectSide } from '../../contract/compare-page';
import { gateRowsText } from '../../contract/gate-rows';
import { RUN_PREFIX } from '../../contract/golden';
import { shownIn, type KeptTests, type SettingsTest } from './new-test';

/** Answers that were written as text may add up to another last digit. */
const ROUNDING = '0.1%';

/** The candidate may not do worse on these rows than the baseline's answers did. */
export function sliceGate({ column, segment, metric }: SliceToGate): string {
  const where = gateRowsText({ column, segment });
  return metric === 'accuracy'
    ? `change accuracy >= 0 where ${where}`
    : `relative change mae <= ${ROUNDING} where ${where}`;
}

/** The model whose settings take the gate: the candidate, as it is called today. Undefined where it is no model. */
export function modelToTest({ candidate }: ComparisonSubject): string | undefined {
  return candidate.side.kind === 'model' ? (candidate.version?.path ?? candidate.side.path) : undefined;
}

/** The test that has the gates of slices: one for each data and baseline. Git's versions are named by their commits. */
export function sliceTestName(data: string, { name, side }: SubjectSide): string {
  const commit = side.kind === 'model' ? side.origin?.commit?.slice(0, 7) : undefined;
  const baseline = commit === undefined ? name : `${basename(name.replace(/ @ .*$/, ''))} @ ${commit}`;
  return `slices of ${basename(data)} against ${baseline}`;
}

/** Where the baseline's answers lie already, as settings name them; undefined where a model has to give them. */
export function answersOf(side: SubjectSide['side'], data: string, folder: string): string | undefined {
  switch (side.kind) {
    case 'run':
      return RUN_PREFIX + side.run;
    case 'predictions':
      return shownIn(folder, side.file === undefined ? data : resolve(folder, side.file));
    case 'model':
      return undefined;
  }
}

/** The tests with a gate more. Undefined where it stands there already. */
export function withGate(tests: KeptTests['tests'], test: SettingsTest, gate: string): KeptTests['tests'] | undefined {
  const place = tests.findIndex(({ name }) => name === test.name);
  const known = tests[place];
  if (!known) return [...tests, { ...test, gates: [gate] }];
  const { gates = [] } = known;
  return gates.includes(gate) ? undefined : tests.with(place, { ...known, gates: [...gates, gate] });
}
