import { findNodeAtOffset, parseTree, type Node } from 'jsonc-parser';
import type { TextPiece } from '../../contract/selected-rows';
import { LARGEST_SELECTION, touches, type Selected, type TextRange } from './selected-text';

/**
 * The JSON values that are selected, or the smallest record around the cursor: an object, else the element of the
 * outermost list. A record is given as a list of one, so that no list in it is taken for a column.
 */
export function selectedJson(text: string, { start, end }: TextRange): Selected {
  const root = parseTree(text, [], { allowTrailingComma: true, disallowComments: false });
  if (!root) return { kind: 'no-json' };
  const range = trimmed(text, { start, end });
  const several = range.start < range.end ? selectedElements(root, range) : [];
  const value = several.length > 0 ? undefined : enclosing(root, range);
  const nodes = value ? [value] : several;
  const [first] = nodes;
  const last = nodes.at(-1);
  if (!first || !last || !isContainer(first)) return { kind: 'no-json' };
  const source = text.slice(first.offset, last.offset + last.length);
  if (source.length > LARGEST_SELECTION) return { kind: 'too-large' };
  const json = first.parent?.type === 'array' ? `[${source}]` : source;
  return rowsAt([{ line: lineOf(text, first.offset), text: json }]);
}

/** The whole lines that the ranges touch, as one list. */
export function selectedJsonLines(text: string, ranges: readonly TextRange[]): Selected {
  const lines: (TextPiece & TextRange)[] = [];
  let start = 0;
  for (const [line, source] of text.split('\n').entries()) {
    lines.push({ line, start, end: start + source.length, text: source });
    start += source.length + 1;
  }
  const touched = lines.filter((line) => line.text.trim() !== '' && ranges.some((range) => touches(range, line)));
  if (touched.length === 0) return { kind: 'no-rows' };
  if (touched.reduce((all, line) => all + line.text.length, 0) > LARGEST_SELECTION) return { kind: 'too-large' };
  return rowsAt(
    touched.map(({ line, text: row }, index) => ({
      line,
      text: `${index === 0 ? '[' : ''}${row.trimEnd()}${index === touched.length - 1 ? ']' : ','}`,
    })),
  );
}

function rowsAt(pieces: readonly TextPiece[]): Selected {
  return { kind: 'rows', rows: { format: 'json', pieces } };
}

/** Without white space and commas around it, which a person takes along. */
function trimmed(text: string, { start, end }: TextRange): TextRange {
  const [first, last] = [/^[\s,]*/, /[\s,]*$/].map((edge) => edge.exec(text.slice(start, end))?.[0].length ?? 0);
  const [from, to] = [start + (first ?? 0), end - (last ?? 0)];
  return from < to ? { start: from, end: to } : { start, end: start };
}

/** The elements of one list that the range covers from the first to the last. */
function selectedElements(root: Node, range: TextRange): readonly Node[] {
  for (let list = findNodeAtOffset(root, range.start); list; list = list.parent) {
    const covered = (list.children ?? []).filter((node) => isWithin(node, range));
    if (areValues(list, covered) && isExactly(covered, range)) return covered;
  }
  return isContainer(root) && isExactly([root], range) ? [root] : [];
}

/** One value, or neighbours in a list: a key and its value are none. */
function areValues(list: Node, covered: readonly Node[]): boolean {
  const [first] = covered;
  return first !== undefined && isContainer(first) && (list.type === 'array' || covered.length === 1);
}

function isExactly(nodes: readonly Node[], { start, end }: TextRange): boolean {
  const last = nodes.at(-1);
  return nodes[0]?.offset === start && last !== undefined && last.offset + last.length === end;
}

function isWithin({ offset, length }: Node, { start, end }: TextRange): boolean {
  return offset >= start && offset + length <= end;
}

function enclosing(root: Node, { start, end }: TextRange): Node | undefined {
  let element: Node | undefined;
  for (let node = findNodeAtOffset(root, start, true); node; node = node.parent) {
    if (node.offset + node.length < end) continue;
    if (node.type === 'object') return node;
    if (isContainer(node) && (node.parent !== undefined || !element)) element = node;
  }
  return element;
}

function isContainer({ type }: Node): boolean {
  return type === 'object' || type === 'array';
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length - 1;
}
