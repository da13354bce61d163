import * as vscode from 'vscode';
import type { ComparisonSubject, SubjectSide } from '../../contract/compare-page';
import type { EngineProtocol } from '../../contract/engine';
import type { Client } from '../../contract/rpc';
import { pruneCache, versionCache } from '../../versions/version-cache';
import { createFetching } from './fetching';

/**
 * Puts a copy of each version that a comparison is about into the user's cache, for a trusted workspace. What only the
 * server has is downloaded where the user says so. Undefined where the user does not.
 * Throws WorkbenchError as `versionSide` does.
 */
export async function resolveSides(
  engine: Pick<Client<EngineProtocol>, 'inspect'>,
  subject: ComparisonSubject,
): Promise<ComparisonSubject | undefined> {
  const { baseline, candidate } = subject;
  if (!baseline.version && !candidate.version) return subject;
  const title = vscode.l10n.t('Reading {0}', (baseline.version ? baseline : candidate).name);
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, async () => {
    const cache = versionCache(process.env);
    const before = await resolveSide(engine, baseline, cache);
    const after = before && (await resolveSide(engine, candidate, cache));
    await pruneCache(cache);
    return after && { ...subject, baseline: before, candidate: after };
  });
}

async function resolveSide(
  engine: Pick<Client<EngineProtocol>, 'inspect'>,
  one: SubjectSide,
  cache: string,
): Promise<SubjectSide | undefined> {
  if (!one.version) return one;
  // Loaded with the first version that is compared: what reads saved ones would slow the start down.
  const { versionSide } = await import('../../engine/client/version-side');
  const fetching = createFetching();
  try {
    const { mayFetch, signal } = fetching;
    const { side, settings } = await versionSide(one.version, one.name, { engine, cache, mayFetch, signal });
    return { ...one, side, settings };
  } catch (error) {
    if (fetching.signal.aborted) return undefined;
    throw error;
  } finally {
    fetching.dispose();
  }
}
