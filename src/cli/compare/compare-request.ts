import type { CompareRequest } from '../../contract/compare';
import type { SideName } from '../../contract/side';
import { WorkbenchError } from '../../contract/issue';
import { bindingOf, logOf, readingOf } from '../predict/predict-request';
import { parseSide, tolerancesOf, type CompareFlags, type SideText } from './compare-flags';

/** A comparison as it is typed: its sides may be versions that are not looked up yet. */
export type TypedComparison = Omit<CompareRequest, SideName> & Readonly<Record<SideName, SideText>>;

/** Throws WorkbenchError of kind `usage` where flags contradict one another. */
export function compareRequest(
  baseline: string,
  candidate: string,
  flags: CompareFlags,
  folder: string,
): TypedComparison {
  if (flags.json && flags.md) throw bothOnStdout();
  const { predicted, on, pair, gate, maxFlips, batch } = flags;
  return {
    baseline: parseSide(baseline, predicted),
    candidate: parseSide(candidate, predicted),
    ...dataOf(flags.data),
    folder,
    ...bindingsOf(flags),
    reading: readingOf(flags),
    ...(on === undefined ? {} : { on }),
    pairs: pair ?? {},
    tolerance: toleranceOf(flags),
    gates: gate ?? [],
    ...(maxFlips === undefined ? {} : { maxFlips }),
    slices: flags.slices === true,
    ...(flags.layers ? { layers: true } : {}),
    ...(batch === undefined ? {} : { batch }),
    log: logOf(flags.log),
    pages: false,
  };
}

function dataOf(data: string | undefined): Pick<CompareRequest, 'data'> {
  if (data === undefined) return {};
  return { data: data === '-' ? { kind: 'stdin' } : { kind: 'file', path: data } };
}

function bindingsOf({ columns, ...flags }: CompareFlags): Pick<CompareRequest, 'binding' | 'columns'> {
  const { both, ...sides } = columns ?? {};
  const binding = bindingOf(both ? { ...flags, columns: both } : flags);
  return Object.keys(sides).length > 0 ? { binding, columns: sides } : { binding };
}

function toleranceOf({ rtol, atol, rule, ignore }: CompareFlags): CompareRequest['tolerance'] {
  const outputs = tolerancesOf(rtol, atol);
  return {
    ...(rtol?.all === undefined ? {} : { rtol: rtol.all }),
    ...(atol?.all === undefined ? {} : { atol: atol.all }),
    ...(Object.keys(outputs).length > 0 ? { outputs } : {}),
    ...(rule === undefined ? {} : { rule }),
    ...(ignore === undefined ? {} : { ignore }),
  };
}

function bothOnStdout(): WorkbenchError {
  const message = '--json and --md both want stdout: leave one of them out.';
  return new WorkbenchError('usage', { code: 'json-and-md', message });
}
