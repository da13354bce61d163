import type { CompareRequest } from '../../contract/compare';
import type { GateRows } from '../../contract/gate-rows';
import type { ClassLabel } from '../../contract/model';
import { SIDES } from '../../contract/side';
import type { ToleranceOptions } from '../../contract/tolerance';
import { createComparison } from '../../compare/comparison';
import { parseGate } from '../../compare/gate-text';
import { createRowsMeasures } from '../../compare/rows-measured';
import type { Batch } from '../../data/table';
import { splitColumn } from '../../log/rows/cells';
import type { BindingPlan } from '../../tensors/binding-plan';
import type { FinishedComparison, JudgedAgain } from '../workers/comparison-protocol';
import type { Completed } from '../workers/data-protocol';
import { aloneIssues } from './alone-issues';
import { createCrossingSearch } from './crossings';
import { createExternalScoring } from './external-scoring';
import { createFailingRows } from './failing-rows';
import { createJoinedRows, type ComparedRowsBatch } from './joined-rows';
import { idsOf, redactedIn, toleranceOf } from './model-sides';
import { keptColumns } from './narrowed-source';
import type { Sources } from './open-sources';
import { createPairFiles } from './pair-files';
import { createPairing, type Pairing } from './pairing';
import { roundTo } from './round';
import { segmentersOf } from './sliced-columns';

/** Where a comparison keeps what it may be asked for later. */
export interface Keeping {
  /** Of this process, for files. */
  readonly folder: string;
  readonly id: string;
  /** Keeps rows for pages, and lets them go. */
  readonly keepRows: (rows: Completed & { readonly rows: Uint8Array }) => Promise<void>;
  readonly dropRows: () => Promise<void>;
}

export interface FoldContext {
  readonly request: CompareRequest;
  readonly sources: Sources;
  /** The first batches. */
  readonly sample: readonly Batch[];
  /** Columns of the data that hold predictions. */
  readonly reserved: ReadonlySet<string>;
  readonly keeping: Keeping;
}

/** All that is made of the rows as they are compared. */
export interface FoldedRows {
  /** Takes the answers. */
  readonly pairing: Pairing;
  /** Wants to know how the model is fed, before the first batch. */
  readonly planned?: (plan: BindingPlan) => void;
  finish(): FinishedComparison;
  /** What depends on tolerance, under another one. */
  again(tolerance: ToleranceOptions): JudgedAgain;
  /** Removes what was kept. */
  drop(): Promise<void>;
}

/** Throws WorkbenchError where the truth that is named is not there. */
export async function foldRows(context: FoldContext): Promise<FoldedRows> {
  const { request, sources, reserved, keeping } = context;
  const { models, externals, opened } = sources;
  const { head } = opened.source;
  const scoring = await createExternalScoring({ request, models, head });
  const failing = createFailingRows(request.failing ?? 0, { rtol: 0, atol: 0, ...toleranceOf(request, models) });
  const joined = request.pages ? createJoinedRows(head, redactedIn(models)) : undefined;
  const crossings = createCrossingSearch({ request, models, kept: keptColumns(head, reserved) });
  const store = createPairFiles(keeping.folder, keeping.id);
  const fold = createComparison({ ...foldOptions(context), round: roundTo, store });
  const pairing = createPairing({
    fold,
    externals,
    score: scoring.score,
    columns: request.slices || gateRowsOf(request).length > 0,
    onCompared: async (told: ComparedRowsBatch) => {
      failing.add(told.compared, told.folded.marks.all, told.batch);
      await crossings?.add(told);
      if (joined) await keeping.keepRows(joined.pack(told));
    },
  });
  let rowsOut = 0;
  return {
    pairing,
    ...(crossings ? { planned: crossings.planned } : {}),
    finish: () => {
      const started = performance.now();
      const result = fold.result();
      const found = crossings?.result();
      const left = [...externals.values()].reduce((rows, external) => rows + external.rowsLeft(), 0);
      const { alone } = pairing.counts();
      rowsOut = result.rowsOut;
      return {
        result,
        metrics: scoring.metrics(),
        rowsAlone: alone + left,
        issues: [...aloneIssues(alone, left), ...scoring.issues(), ...(found?.issues ?? [])],
        ...(found ? { crossings: found } : {}),
        failing: failing.rows(),
        compare: performance.now() - started,
        columns: joined?.columns() ?? [],
      };
    },
    again: (tolerance) => {
      const { marksOf, ...judged } = fold.again(toleranceOf({ ...request, tolerance }, models));
      const marks = (joined?.columns() ?? []).flatMap((column) =>
        column.kind === 'outOfTolerance' ? [{ name: splitColumn(column.id).name, values: marksOf(column.output) }] : [],
      );
      const isKnown = crossings && judged.rowsOut === rowsOut;
      return { ...judged, marks, ...(isKnown ? { crossed: crossings.result() } : {}) };
    },
    drop: async () => {
      store.close();
      await keeping.dropRows();
    },
  };
}

type FoldOptions = Omit<Parameters<typeof createComparison>[0], 'round' | 'store'>;

function foldOptions({ request, sources, sample, reserved }: FoldContext): FoldOptions {
  const { models, externals, opened } = sources;
  const classes = classesOf(sources);
  const ids = new Set([...reserved, ...idsOf(request, models)]);
  return {
    pairs: request.pairs,
    tolerance: toleranceOf(request, models),
    external: new Set(externals.keys()),
    distances: request.pages,
    classes,
    ...(request.slices && { segmenters: segmentersOf(opened.source.head, sample, classes, ids) }),
    measures: createRowsMeasures(opened.source.head.columns, gateRowsOf(request)),
  };
}

/** The rows that gates are about, where not all. */
function gateRowsOf({ gates }: CompareRequest): readonly GateRows[] {
  return gates.map(parseGate).flatMap((gate) => (gate.kind === 'measure' && gate.rows ? [gate.rows] : []));
}

function classesOf({ models, externals }: Sources): readonly ClassLabel[] {
  return SIDES.flatMap((side) => models.get(side)?.meaning.classes ?? externals.get(side)?.classes ?? []);
}
