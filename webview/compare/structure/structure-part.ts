import { html, nothing, type TemplateResult } from 'lit';
import type {
  ModelChange,
  NodeChanges,
  SignatureChange,
  Structure,
  WeightChanges,
} from '../../../src/contract/structure';
import { formatCount } from '../../shared/format';
import { icon } from '../../shared/icons';
import { plainTable, type PlainColumn } from '../../shared/plain-table';
import type { PageContext } from '../context';
import { nodesPart } from './nodes-part';
import { weightsPart } from './weights-part';

type Different = Extract<Structure, { status: 'different' }>;

/** What a model says of itself, null where it says nothing. */
interface Fact {
  readonly what: string;
  readonly baseline: string | null;
  readonly candidate: string | null;
}

/** What differs in the two files, which is there before anything ran. */
export function structurePart(context: PageContext): TemplateResult | typeof nothing {
  const { structure, view } = context.state;
  const { t } = context;
  // The verdict has said already why a file cannot be read.
  const isTold = view.kind === 'compared' && view.result === undefined;
  if (!structure || (structure.kind === 'unreadable' && isTold)) return nothing;
  return html`<section aria-labelledby="structure">
    <h2 id="structure">${t('Structure')}</h2>
    ${
      structure.kind === 'reading'
        ? html`<p class="quiet">${t('Reading the two files...')}</p>`
        : structure.kind === 'unreadable'
          ? html`<p>${icon('error')} ${structure.message}</p>`
          : structureBody(structure.structure, view.kind === 'running', context)
    }
  </section>`;
}

/** `isAll`: there is nothing else to look at yet, so that the lists are open. */
function structureBody(structure: Structure, isAll: boolean, context: PageContext): TemplateResult | typeof nothing {
  const { t } = context;
  if (structure.status === 'not-applicable') return nothing;
  if (structure.status === 'identical') return html`<p>${icon('pass')} ${t('The two files are the same model.')}</p>`;
  return html`${countsPart(structure, context)} ${factsPart(structure, context)}
    <div class="lists">
      ${nodesPart(structure.nodes, isAll, context)} ${weightsPart(structure.weights, isAll, context)}
    </div>`;
}

/** How many nodes and weights are others, as far as there are any. */
function countsPart({ nodes, weights, signature }: Different, { t, language }: PageContext): TemplateResult {
  const count = (value: number): string => formatCount(value, language);
  const parts = ({ changed, removed, added }: NodeChanges | WeightChanges, renamed: number): string =>
    [
      ...(changed > 0 ? [t('{0} changed', count(changed))] : []),
      ...(renamed > 0 ? [t('{0} renamed', count(renamed))] : []),
      ...(removed > 0 ? [t('{0} removed', count(removed))] : []),
      ...(added > 0 ? [t('{0} added', count(added))] : []),
    ].join(', ') || t('none changed');
  const said = [
    t('Nodes: {0} (of {1})', parts(nodes, 0), count(nodes.baseline)),
    t('Weights: {0} (of {1})', parts(weights, weights.renamed), count(weights.baseline)),
    signature.length === 0
      ? t('Inputs and outputs as before')
      : t('Changes of inputs and outputs: {0}', count(signature.length)),
  ];
  return html`<p>${said.join('. ')}.</p>`;
}

function factsPart({ signature, model, nodes }: Different, context: PageContext): TemplateResult | typeof nothing {
  const { t, language } = context;
  if (signature.length + model.length + nodes.operators.length === 0) return nothing;
  const count = (value: number): string => formatCount(value, language);
  const side = (value: string | null): TemplateResult | string =>
    value ?? html`<span class="quiet">${t('(none)')}</span>`;
  const rows: readonly Fact[] = [
    ...signature.map((change) => ({ ...change, what: signatureText(change, t) })),
    ...model.map((change) => ({ ...change, what: modelText(change, t) })),
    ...nodes.operators.map(({ operator, baseline, candidate }) => ({
      what: t('{0} nodes', operator),
      baseline: count(baseline),
      candidate: count(candidate),
    })),
  ];
  const columns: readonly PlainColumn<Fact>[] = [
    { cell: ({ what }) => what },
    { title: t('Baseline'), kind: 'name', cell: ({ baseline }) => side(baseline) },
    { title: t('Candidate'), kind: 'name', cell: ({ candidate }) => side(candidate) },
  ];
  return html`<div class="scroll">
    ${plainTable({ label: t('What the models say of themselves'), columns, rows, hasRowHeaders: true })}
  </div>`;
}

function signatureText({ of, change }: SignatureChange, t: PageContext['t']): string {
  const input = {
    added: t('input added'),
    removed: t('input removed'),
    renamed: t('input renamed'),
    type: t('type of an input'),
    shape: t('shape of an input'),
  };
  const output = {
    added: t('output added'),
    removed: t('output removed'),
    renamed: t('output renamed'),
    type: t('type of an output'),
    shape: t('shape of an output'),
  };
  return of === 'input' ? input[change] : output[change];
}

function modelText({ of, key }: ModelChange, t: PageContext['t']): string {
  const names: Readonly<Record<ModelChange['of'], string>> = {
    producer: t('producer'),
    irVersion: t('IR version'),
    opset: t('opset'),
    metadata: t('metadata'),
    classes: t('classes'),
    functions: t('functions'),
    sparseWeights: t('sparse weights'),
  };
  return key === undefined ? names[of] : `${names[of]} ${key}`;
}
