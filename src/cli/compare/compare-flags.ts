import { InvalidArgumentError } from 'commander';
import type { PredictedColumns, Side, SideName } from '../../contract/side';
import { IGNORE_OUTPUT, IGNORE_WORDS } from '../../contract/compare-command';
import type { Ignored, Tolerance } from '../../contract/tolerance';
import { WorkbenchError } from '../../contract/issue';
import { collectColumns, type ColumnsByInput } from '../flags';
import type { PredictFlags } from '../predict/predict-request';

/** The flags of `compare` as commander hands them over. */
export interface CompareFlags extends Pick<
  PredictFlags,
  | 'json'
  | 'map'
  | 'set'
  | 'sidecar'
  | 'dim'
  | 'missing'
  | 'delimiter'
  | 'decimal'
  | 'encoding'
  | 'batch'
  | 'truth'
  | 'log'
  | 'safeCells'
> {
  readonly data?: string;
  readonly columns?: ColumnsBySide;
  readonly on?: string;
  readonly pair?: Readonly<Record<string, string>>;
  readonly predicted?: PredictedColumns;
  readonly gate?: readonly string[];
  readonly maxFlips?: number;
  readonly rtol?: OutputNumbers;
  readonly atol?: OutputNumbers;
  readonly layers?: true;
  readonly rule?: 'sum' | 'both';
  readonly ignore?: Ignored;
  readonly slices?: true;
  readonly md?: true;
  readonly html?: string;
  readonly junit?: string;
  readonly fetch?: true;
}

export type ColumnsBySide = Readonly<Partial<Record<SideName | 'both', ColumnsByInput>>>;

/** One number for all outputs, and others for some by name. */
export interface OutputNumbers {
  readonly all?: number;
  readonly outputs: Readonly<Record<string, number>>;
}

/** A side before versions of models are looked up. */
export type SideText =
  | Side
  | { readonly kind: 'git'; readonly text: string; readonly revision: string; readonly path: string }
  | { readonly kind: 'version'; readonly text: string; readonly name: string };

const PREDICTIONS = 'predictions:';
const RUN = 'run:';
const GIT = 'git:';
const VERSION = 'version:';

/**
 * A side as it is typed: `predictions:`, `predictions:FILE`, `run:ID`, `git:REV:path`, `version:NAME`, or the path of a
 * model. Throws WorkbenchError `git-side` where a revision or path is left out.
 */
export function parseSide(text: string, predicted: PredictedColumns | undefined): SideText {
  if (text.startsWith(GIT)) return parseGitSide(text);
  if (text.startsWith(VERSION)) return { kind: 'version', text, name: text.slice(VERSION.length) };
  if (text.startsWith(RUN)) return { kind: 'run', run: text.slice(RUN.length) };
  if (!text.startsWith(PREDICTIONS)) return { kind: 'model', path: text };
  const file = text.slice(PREDICTIONS.length);
  return {
    kind: 'predictions',
    ...(file === '' ? {} : { file }),
    ...(predicted ? { columns: predicted } : {}),
  };
}

function parseGitSide(text: string): SideText {
  const at = text.indexOf(':', GIT.length);
  const [revision, path] = [text.slice(GIT.length, at), text.slice(at + 1)];
  if (at > GIT.length && path !== '') return { kind: 'git', text, revision, path };
  const message = `${text} has to name a revision and a file: git:REV:path, such as git:HEAD~1:model.onnx.`;
  throw new WorkbenchError('usage', { code: 'git-side', message });
}

const SIDE = /^(baseline|candidate):(.*)$/s;

/** `[baseline:|candidate:][INPUT=]a,b,c`. */
export function collectSideColumns(text: string, before: ColumnsBySide | undefined): ColumnsBySide {
  const [, side = 'both', columns = text] = SIDE.exec(text) ?? [];
  const name = side as SideName | 'both';
  return { ...before, [name]: collectColumns(columns, before?.[name]) };
}

/** `OLD=NEW`, once per output. */
export function collectPair(
  text: string,
  before: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) throw new InvalidArgumentError('It has to have the form OLD=NEW.');
  const entries = Object.entries(before ?? {});
  const [name, partner] = [text.slice(0, at), text.slice(at + 1)];
  if (entries.some(([known, other]) => known === name || other === partner))
    throw new InvalidArgumentError(`An output of ${text} is paired twice.`);
  return Object.fromEntries([...entries, [name, partner]]);
}

/** `LABEL[,PREFIX*]`. */
export function parsePredicted(text: string): PredictedColumns {
  const at = text.endsWith('*') ? text.lastIndexOf(',') : -1;
  if (at < 0) return { label: text };
  return { label: text.slice(0, at), prefix: text.slice(at + 1, -1) };
}

/** `[OUTPUT=]NUMBER`, not negative; repeatable. */
export function collectTolerance(text: string, before: OutputNumbers | undefined): OutputNumbers {
  const at = text.lastIndexOf('=');
  const value = Number(text.slice(at + 1));
  if (text.slice(at + 1).trim() === '' || !(value >= 0))
    throw new InvalidArgumentError('It has to be a number from 0 on.');
  const outputs = Object.entries(before?.outputs ?? {});
  if (at < 0) return { ...before, all: value, outputs: Object.fromEntries(outputs) };
  return { ...before, outputs: Object.fromEntries([...outputs, [text.slice(0, at), value]]) };
}

/** `dtype`, `shape`, `non-finite`, `unpaired`, `flips`, or `output=NAME`; repeatable. */
export function collectIgnored(text: string, before: Ignored | undefined): Ignored {
  if (text.startsWith(IGNORE_OUTPUT) && text.length > IGNORE_OUTPUT.length)
    return { ...before, outputs: [...(before?.outputs ?? []), text.slice(IGNORE_OUTPUT.length)] };
  const kind = IGNORE_WORDS.get(text);
  if (kind) return { ...before, [kind]: true };
  throw new InvalidArgumentError(
    `It has to be one of ${[...IGNORE_WORDS.keys()].join(', ')}, or ${IGNORE_OUTPUT}NAME.`,
  );
}

/** `2%`, or a share from 0 to 1. */
export function parseShare(text: string): number {
  const [, digits, percent] = /^\s*([\d.]+(?:e-?\d+)?)\s*(%)?\s*$/i.exec(text) ?? [];
  const share = Number(digits) / (percent === undefined ? 1 : 100);
  if (!(share >= 0 && share <= 1)) throw new InvalidArgumentError('It has to be a share of the rows, such as 2%.');
  return share;
}

export function collectText(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

/** Per-output tolerances of both flags together. */
export function tolerancesOf(
  rtol: OutputNumbers | undefined,
  atol: OutputNumbers | undefined,
): Readonly<Record<string, Partial<Tolerance>>> {
  const names = new Set([...Object.keys(rtol?.outputs ?? {}), ...Object.keys(atol?.outputs ?? {})]);
  return Object.fromEntries(
    [...names].map((name) => {
      const [relative, absolute] = [rtol?.outputs[name], atol?.outputs[name]];
      return [
        name,
        {
          ...(relative === undefined ? {} : { rtol: relative }),
          ...(absolute === undefined ? {} : { atol: absolute }),
        },
      ];
    }),
  );
}
