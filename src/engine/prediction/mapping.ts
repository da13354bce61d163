import type { Mapping, MappingRequest } from '../../contract/mapping';
import type { Issue } from '../../contract/issue';
import type { DataFormat } from '../../data/table';
import { planMapping } from '../../tensors/mapping';
import { planBinding } from '../../tensors/plan';
import { SAMPLE_ROWS } from './batching';
import { gatherPlan, type Gathered } from './plan-prediction';

/** What the model expects, what the file has, and how the one feeds the other. Throws WorkbenchError. */
export async function readMapping(request: MappingRequest): Promise<Mapping> {
  return withGathered(request, ({ input, source, issues }) => {
    const shared = { ...input, known: new Map() };
    const result = planBinding(shared);
    const plan = planMapping(shared);
    const { format, decimal } = source.head;
    return {
      ...plan,
      all: plan.rows < SAMPLE_ROWS || source.head.rows === plan.rows,
      ...(result.kind === 'stopped' && result.proposal ? { proposal: result.proposal } : {}),
      reading: {
        asked: request.reading,
        text: isText(format),
        ...(decimal ? { decimal } : {}),
        odd: source.head.issues,
      },
      issues: [...result.issues, ...issues],
    };
  });
}

/** What keeps a prediction from running as it was chosen, and what it would warn of. Throws WorkbenchError. */
export async function checkMapping(request: MappingRequest): Promise<readonly Issue[]> {
  return withGathered(request, ({ input, issues }) => [...planBinding(input).issues, ...issues]);
}

async function withGathered<V>(request: MappingRequest, look: (gathered: Gathered) => V): Promise<V> {
  const { model, data: path, folder, binding, reading } = request;
  const gathered = await gatherPlan({ model, data: { kind: 'file', path }, folder, binding, reading });
  try {
    return look(gathered);
  } finally {
    await gathered.batches.return?.();
    await gathered.source.close();
  }
}

function isText(format: DataFormat): boolean {
  return format === 'csv';
}
