import { field, integerField } from '../encode';
import { fieldsOf, integersOf, textOf, type Field } from '../message-fields';
import { batchFirstNode } from './batch-first';
import { FIRST_WHOLE_OPSET, raiseNode } from './old-operators';
import { textAttribute, withAttribute } from './open-node';
import { nameSource, rewriteGraph, type NodeRule } from './rewrite';
import { widenNode } from './widen';

const MODEL = { graph: 7, opset: 8 } as const;
const OPSET = { domain: 1, version: 2 } as const;

/** The newest opset that ONNX Runtime 1.30 takes. */
const NEWEST_TAKEN = 27;
/** The newest opset that can be lowered: what it changed are element types and attributes that the runtime refuses in an older one. */
export const NEWEST_LOWERED = 28;
/** How the runtime refuses an opset, before it looks at the operators. */
const OPSET_REFUSED = 'is under development';

const LOCALE_REFUSED = 'Failed to construct locale';
/** What a locale is for is letter case, which it has for all of Unicode. */
const ANY_LOCALE = 'C.UTF-8';

/**
 * The model in terms that ONNX Runtime 1.30 takes, for one that it refused with `refusal`; it answers the same. Undefined
 * where nothing could be put otherwise. Opsets below 7 are raised and opset 28 is lowered, numbers of 16 bits and less are
 * computed in wider types, recurrent networks are turned to the layout that it has, and letter case needs no locale that
 * the machine does not have. Throws RangeError where the bytes are no model.
 */
export function adaptModel(model: Uint8Array, refusal: string): Uint8Array | undefined {
  const fields = [...fieldsOf(model)];
  const graphs = fields.filter(({ number }) => number === MODEL.graph);
  const graph = Buffer.concat(graphs.map(({ body }) => body ?? new Uint8Array(0)));
  const opset = opsetOf(fields);
  const taken = Math.max(opset, FIRST_WHOLE_OPSET);
  const unsaid: string[] = [];
  const rules = rulesFor(opset, refusal, (op) => unsaid.push(op));
  const rewritten = rewriteGraph(graph, { rules }, nameSource());
  const declared = opset > NEWEST_LOWERED ? opset : Math.min(taken, NEWEST_TAKEN);
  if (unsaid.length > 0 || (!rewritten && declared === opset)) return undefined;
  const others = fields.filter(({ number }) => number !== MODEL.graph);
  return Uint8Array.from(
    Buffer.concat([
      ...others.map((one) => (isOwnOpset(one) ? field(MODEL.opset, integerField(OPSET.version, declared)) : one.whole)),
      field(MODEL.graph, rewritten ?? graph),
    ]),
  );
}

/** What is said of a model that was refused twice: the runtime's word on the model as it is, unless that was its opset alone. */
export function refusalOf(own: unknown, adapted: unknown): unknown {
  return own instanceof Error && own.message.includes(OPSET_REFUSED) ? adapted : own;
}

function rulesFor(opset: number, refusal: string, giveUp: (op: string) => void): readonly NodeRule[] {
  return [
    ...(opset < FIRST_WHOLE_OPSET ? [raiseNode(opset, giveUp)] : []),
    batchFirstNode,
    ...(refusal.includes(LOCALE_REFUSED) ? [anyLocaleNode] : []),
    widenNode,
  ];
}

/** ONNX leaves it to the runtime which locale holds where none is named. */
const anyLocaleNode: NodeRule = (node) => {
  if (node.op !== 'StringNormalizer' || textAttribute(node, 'locale') !== undefined) return undefined;
  return [withAttribute(node, { name: 'locale', kind: 'text', value: ANY_LOCALE })];
};

/** The opset of ONNX's own operators; 1 where the model does not say. */
function opsetOf(fields: readonly Field[]): number {
  const versions = fields.filter(isOwnOpset).map(({ body = new Uint8Array(0) }) => {
    const version = [...fieldsOf(body)].findLast(({ number }) => number === OPSET.version);
    return version ? (integersOf(version)[0] ?? 1) : 1;
  });
  return Math.max(1, ...versions);
}

function isOwnOpset({ number, body }: Field): boolean {
  if (number !== MODEL.opset || !body) return false;
  const domain = textOf([...fieldsOf(body)].findLast((one) => one.number === OPSET.domain));
  return domain === '' || domain === 'ai.onnx';
}
