import { each, entry, fields, integer, name, NAME_LIMIT } from './fields';
import { graphRule, nodeRule } from './graph-rules';
import { newGraph, newNode, type RawFunction, type RawModel, type RawNode } from './raw-model';
import { messageField, type MessageRule } from './wire';

const opsetRule: MessageRule<{ domain: string; version: number }> = {
  fields: fields<{ domain: string; version: number }>({
    1: name((opset, domain) => (opset.domain = domain)),
    2: integer((opset, version) => (opset.version = Number(version))),
  }),
};

const newOpset = (): { domain: string; version: number } => ({ domain: '', version: 0 });

const functionRule: MessageRule<RawFunction> = {
  fields: fields<RawFunction>({
    1: name((one, text) => (one.name = text)),
    7: each<RawFunction, RawNode>(
      () => nodeRule,
      newNode,
      (one, child) => one.nodes.push(child),
    ),
    9: each<RawFunction, { domain: string; version: number }>(
      () => opsetRule,
      newOpset,
      (one, child) => one.opsets.push(child),
    ),
    10: name((one, text) => (one.domain = text)),
  }),
};

/** The rule of a whole .onnx file: which fields of onnx.proto are kept, by their numbers. All others are passed over unread. */
export const modelRule: MessageRule<RawModel> = {
  fields: fields<RawModel>({
    1: integer((model, version) => (model.irVersion = Number(version))),
    2: { kind: 'text', limit: NAME_LIMIT, put: (model, text) => (model.producer = text) },
    7: messageField(
      () => graphRule,
      (model: RawModel) => (model.graph ??= newGraph()),
    ),
    8: each<RawModel, { domain: string; version: number }>(
      () => opsetRule,
      newOpset,
      (model, child) => model.opsets.push(child),
    ),
    14: entry((model) => model.metadata),
    25: each<RawModel, RawFunction>(
      () => functionRule,
      () => ({ domain: '', name: '', opsets: [], nodes: [] }),
      (model, child) => model.functions.push(child),
    ),
  }),
};
