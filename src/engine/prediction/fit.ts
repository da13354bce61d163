import type { Fit, FitRequest } from '../../contract/engine';
import { WorkbenchError } from '../../contract/issue';
import { planPrediction } from './plan-prediction';

/** Which of the files the model can take, decided as a prediction would. */
export async function fitFiles({ model, folder, files, reading }: FitRequest): Promise<readonly Fit[]> {
  const fits: Fit[] = [];
  for (const file of files) fits.push(await fitFile({ model, folder, reading }, file));
  return fits;
}

async function fitFile({ model, folder, reading }: Omit<FitRequest, 'files'>, file: string): Promise<Fit> {
  try {
    const data = { kind: 'file', path: file } as const;
    const { source, result } = await planPrediction({ model, data, folder, binding: {}, reading });
    await source.close();
    if (result.kind === 'ready') return { file, fit: 'ready', why: '' };
    const why = result.issues[0]?.message ?? '';
    return { file, fit: result.proposal ? 'proposal' : 'no', why };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { file, fit: 'no', why: error.message };
  }
}
