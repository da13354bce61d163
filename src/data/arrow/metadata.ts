import { readTable, TEXT, type FlatTable, type TableShape } from './flatbuffer';

/** The tables of Arrow's metadata, slot by slot, as `Message.fbs`, `Schema.fbs` and `File.fbs` of format version 5 have them. */

const BYTE = { bytes: 1 };
const SHORT = { bytes: 2 };
const INTEGER = { bytes: 4 };
const LONG = { bytes: 8 };

const keyValue: TableShape = [TEXT, TEXT];
const integerType: TableShape = [INTEGER, BYTE];
/** By the number of the type; what is not here has no slots of its own. */
const TYPES: ReadonlyMap<number, TableShape> = new Map([
  [2, integerType],
  [3, [SHORT]],
  [7, [INTEGER, INTEGER, INTEGER]],
  [8, [SHORT]],
  [9, [SHORT, INTEGER]],
  [10, [SHORT, TEXT]],
  [11, [SHORT]],
  [14, [SHORT, { list: 4 }]],
  [15, [INTEGER]],
  [16, [INTEGER]],
  [17, [BYTE]],
  [18, [SHORT]],
]);
const NO_SLOTS: TableShape = [];

const dictionaryEncoding: TableShape = [LONG, { table: () => integerType }, BYTE, SHORT];
const field: TableShape = [
  TEXT,
  BYTE,
  BYTE,
  { union: (type) => TYPES.get(type) ?? NO_SLOTS },
  { table: () => dictionaryEncoding },
  { tables: () => field },
  { tables: () => keyValue },
];
const schema: TableShape = [SHORT, { tables: () => field }, { tables: () => keyValue }, { list: 8 }];
const FIELD_NODE_BYTES = 16;
const BUFFER_BYTES = 16;
const recordBatch: TableShape = [
  LONG,
  { list: FIELD_NODE_BYTES },
  { list: BUFFER_BYTES },
  { table: () => [BYTE, BYTE] },
  { list: 8 },
];
const dictionaryBatch: TableShape = [LONG, { table: () => recordBatch }, BYTE];
const SCHEMA = 1;
const DICTIONARY_BATCH = 2;
const RECORD_BATCH = 3;
const HEADERS: ReadonlyMap<number, TableShape> = new Map([
  [SCHEMA, schema],
  [DICTIONARY_BATCH, dictionaryBatch],
  [RECORD_BATCH, recordBatch],
]);
const message: TableShape = [SHORT, BYTE, { union: (type) => HEADERS.get(type) }, LONG, { tables: () => keyValue }];
const BLOCK_BYTES = 24;
const footer: TableShape = [
  SHORT,
  { table: () => schema },
  { list: BLOCK_BYTES },
  { list: BLOCK_BYTES },
  { tables: () => keyValue },
];

/** Version 4 of the metadata, which Arrow 0.8 of 2017 wrote first. */
const FIRST_VERSION = 3;

/** Length of the body that follows the metadata of a message; undefined where the metadata is damaged. */
export function bodyLengthOf(metadata: Uint8Array): number | undefined {
  const read = readTable(metadata, message);
  const header = read?.table(2);
  if (read === undefined || header === undefined || read.integer(0) < FIRST_VERSION) return undefined;
  const bodyLength = read.long(3);
  const isSound =
    bodyLength >= 0 && Number.isSafeInteger(bodyLength) && bodyIsSound(read.integer(1), header, bodyLength);
  return isSound ? bodyLength : undefined;
}

function bodyIsSound(type: number, header: FlatTable, bodyLength: number): boolean {
  const batch = type === DICTIONARY_BATCH ? header.table(1) : header;
  if (type !== DICTIONARY_BATCH && type !== RECORD_BATCH) return true;
  return batch !== undefined && batchIsSound(batch, bodyLength);
}

/** Rows and lengths are no sizes below zero, buffers lie in the body, and no column has more of them than there are. */
function batchIsSound(batch: FlatTable, bodyLength: number): boolean {
  const buffers = batch.structs(2);
  const sizes = [batch.long(0), ...batch.structs(1).flatMap(twoLongs)];
  return (
    sizes.every(isSize) &&
    buffers.every((buffer) => {
      const [offset = -1, length = -1] = twoLongs(buffer);
      return isSize(offset) && isSize(length) && offset + length <= bodyLength;
    }) &&
    batch.structs(4).every((count) => isSize(longAt(count, 0)) && longAt(count, 0) <= buffers.length)
  );
}

function isSize(value: number): boolean {
  return value >= 0 && Number.isSafeInteger(value);
}

function twoLongs(struct: DataView): number[] {
  return [longAt(struct, 0), longAt(struct, 8)];
}

function longAt(view: DataView, at: number): number {
  return Number(view.getBigInt64(at, true));
}

/** Where a message lies in a file. */
export interface Block {
  readonly offset: number;
  readonly metadataLength: number;
  readonly bodyLength: number;
}

/** What the footer of a file says: the schema as the metadata of a message, dictionary batches and then record batches. */
export interface Footer {
  readonly schema: Uint8Array;
  readonly blocks: readonly Block[];
}

/** Undefined where the footer is damaged. */
export function readFooter(bytes: Uint8Array): Footer | undefined {
  const read = readTable(bytes, footer);
  const schemaTable = read?.table(1);
  if (read === undefined || schemaTable === undefined || read.integer(0) < FIRST_VERSION) return undefined;
  return {
    schema: schemaMessage(bytes, schemaTable.at, read.integer(0)),
    blocks: [...read.structs(2), ...read.structs(3)].map(blockOf),
  };
}

const SLOTS_AT = 4;
const TABLE_AT = 16;
const FOOTER_AT = 32;

/**
 * A message in front of a footer, whose header is the schema in the footer: the message at the beginning of the file is
 * left out by some writers (polars).
 */
function schemaMessage(footerBytes: Uint8Array, schemaAt: number, version: number): Uint8Array {
  const made = Buffer.alloc(FOOTER_AT + footerBytes.length);
  const [header, versionSlot, type, size] = [4, 8, 10, 12];
  made.writeUInt32LE(TABLE_AT, 0);
  [10, size, versionSlot, type, header].forEach((value, index) => made.writeUInt16LE(value, SLOTS_AT + 2 * index));
  made.writeInt32LE(TABLE_AT - SLOTS_AT, TABLE_AT);
  made.writeUInt32LE(FOOTER_AT + schemaAt - (TABLE_AT + header), TABLE_AT + header);
  made.writeInt16LE(version, TABLE_AT + versionSlot);
  made.writeUInt8(SCHEMA, TABLE_AT + type);
  made.set(footerBytes, FOOTER_AT);
  return made;
}

function blockOf(struct: DataView): Block {
  return {
    offset: longAt(struct, 0),
    metadataLength: struct.getInt32(8, true),
    bodyLength: longAt(struct, 16),
  };
}
