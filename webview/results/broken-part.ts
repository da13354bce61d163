import type { TemplateResult } from 'lit';
import { brokenSheet } from '../shared/broken-sheet';
import type { PartContext } from './context';

/** There are no results, and why. */
export function brokenPart(context: PartContext<'broken'>): TemplateResult {
  const { view, t } = context;
  const titles = {
    input: t('The prediction could not start'),
    cancelled: t('Cancelled before it began'),
    engine: t('The engine stopped in the middle of the prediction'),
    unlogged: t('These results were not logged, so they ended with the window'),
    lost: t('This run cannot be read from its log any more'),
    bug: t('Something went wrong in ONNX Workbench itself'),
  };
  return brokenSheet(view, { title: titles[view.cause], again: t('Run Again') }, context);
}
