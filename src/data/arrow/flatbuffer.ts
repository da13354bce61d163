/**
 * Reads FlatBuffers after a look at every offset and length in them: generated readers trust both.
 * Layout: "FlatBuffers Internals", https://flatbuffers.dev/internals.
 */

/** What a slot of a table holds: a scalar or struct of so many bytes, a text, a list of scalars or structs, or tables. */
export type Slot =
  | { readonly bytes: number }
  | { readonly list: number }
  | { readonly table: () => TableShape }
  | { readonly tables: () => TableShape }
  /** A table whose shape is told by the byte in the slot before. */
  | { readonly union: (type: number) => TableShape | undefined };

export type TableShape = readonly Slot[];

/** A table all of whose slots lie inside the buffer. Absent slots read as 0. */
export interface FlatTable {
  /** Where it stands in the buffer. */
  readonly at: number;
  integer(slot: number): number;
  /** An int64 as the nearest number. */
  long(slot: number): number;
  table(slot: number): FlatTable | undefined;
  /** Structs of the sizes that the shape says. */
  structs(slot: number): readonly DataView[];
}

/** Texts are lists of bytes. */
export const TEXT: Slot = { list: 1 };

const DEEPEST = 64;

/** The root table of a buffer, undefined where anything in it points outside or nests too deep. */
export function readTable(bytes: Uint8Array, shape: TableShape): FlatTable | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const walk: Walk = { view, left: bytes.length };
  const root = pointer(view, 0);
  return root !== undefined && isWhole(walk, root, shape, 0) ? tableAt(view, root, shape) : undefined;
}

interface Walk {
  readonly view: DataView;
  /** How many more tables may be looked at: tables that many others share would take for ever. */
  left: number;
}

function tableAt(view: DataView, at: number, shape: TableShape): FlatTable {
  const place = (slot: number): number | undefined => slotAt(view, at, slot);
  return {
    at,
    integer: (slot) => integerAt(view, place(slot), widthOf(shape[slot])),
    long: (slot) => {
      const found = place(slot);
      return found === undefined ? 0 : Number(view.getBigInt64(found, true));
    },
    table: (slot) => {
      const target = pointer(view, place(slot));
      const inner = shapeOf(shape[slot], () => integerAt(view, place(slot - 1), 1));
      return target === undefined || inner === undefined ? undefined : tableAt(view, target, inner);
    },
    structs: (slot) => structsAt(view, pointer(view, place(slot)), listWidth(shape[slot])),
  };
}

function widthOf(slot: Slot | undefined): number {
  return slot !== undefined && 'bytes' in slot ? slot.bytes : 0;
}

function listWidth(slot: Slot | undefined): number {
  return slot !== undefined && 'list' in slot ? slot.list : 0;
}

function structsAt(view: DataView, start: number | undefined, width: number): readonly DataView[] {
  if (start === undefined) return [];
  return Array.from(
    { length: view.getUint32(start, true) },
    (_, index) => new DataView(view.buffer, view.byteOffset + start + 4 + index * width, width),
  );
}

function integerAt(view: DataView, at: number | undefined, width: number): number {
  if (at === undefined) return 0;
  if (width === 1) return view.getUint8(at);
  return width === 2 ? view.getInt16(at, true) : view.getInt32(at, true);
}

/** Where the offset that stands at `at` leads; undefined outside the buffer. */
function pointer(view: DataView, at: number | undefined): number | undefined {
  if (at === undefined || at < 0 || at + 4 > view.byteLength) return undefined;
  const target = at + view.getUint32(at, true);
  return target + 4 <= view.byteLength ? target : undefined;
}

/** Where a slot of the table at `at` stands; undefined where it is absent. */
function slotAt(view: DataView, at: number, slot: number): number | undefined {
  const slots = at - view.getInt32(at, true);
  const entry = 4 + 2 * slot;
  if (entry + 2 > view.getUint16(slots, true)) return undefined;
  const offset = view.getUint16(slots + entry, true);
  return offset === 0 ? undefined : at + offset;
}

function isWhole(walk: Walk, at: number, shape: TableShape, depth: number): boolean {
  const { view } = walk;
  walk.left -= 1;
  if (walk.left < 0 || depth > DEEPEST || !hasSlots(view, at)) return false;
  return shape.every((slot, index) => {
    const found = slotAt(view, at, index);
    return found === undefined || slotIsWhole(walk, found, slot, slotAt(view, at, index - 1), depth);
  });
}

function hasSlots(view: DataView, at: number): boolean {
  const slots = at - view.getInt32(at, true);
  if (slots < 0 || slots + 4 > view.byteLength) return false;
  const size = view.getUint16(slots, true);
  return size >= 4 && slots + size <= view.byteLength;
}

function slotIsWhole(walk: Walk, at: number, slot: Slot, before: number | undefined, depth: number): boolean {
  const { view } = walk;
  if ('bytes' in slot) return at + slot.bytes <= view.byteLength;
  const target = pointer(view, at);
  if (target === undefined) return false;
  if ('list' in slot) return listFits(view, target, slot.list);
  if ('tables' in slot) return tablesAreWhole(walk, target, slot.tables(), depth);
  if (before !== undefined && before >= view.byteLength) return false;
  const shape = shapeOf(slot, () => integerAt(view, before, 1));
  return shape !== undefined && isWhole(walk, target, shape, depth + 1);
}

function shapeOf(slot: Slot | undefined, type: () => number): TableShape | undefined {
  if (slot === undefined) return undefined;
  if ('table' in slot) return slot.table();
  return 'union' in slot ? slot.union(type()) : undefined;
}

function listFits(view: DataView, start: number, width: number): boolean {
  return start + 4 + view.getUint32(start, true) * width <= view.byteLength;
}

function tablesAreWhole(walk: Walk, start: number, shape: TableShape, depth: number): boolean {
  const { view } = walk;
  if (!listFits(view, start, 4)) return false;
  const count = view.getUint32(start, true);
  for (let index = 0; index < count; index += 1) {
    const target = pointer(view, start + 4 + index * 4);
    if (target === undefined || !isWhole(walk, target, shape, depth + 1)) return false;
  }
  return true;
}
