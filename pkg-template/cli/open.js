// The text of a file, piece by piece, decompressed if it is compressed.

import { createReadStream } from "node:fs";
import { Readable, pipeline } from "node:stream";
import zlib from "node:zlib";

import { Failure } from "./misuse.js";
import { reason } from "./reason.js";

/** In bytes: as much as the wasm module reads at a time. */
const PIECE = 1 << 18;

const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

/**
 * @param {import("./inputs.js").Input} input
 * @param {(bytes: number) => void} [onRead] gets how many bytes of the file were read
 * @returns {AsyncGenerator<Uint8Array, void>}
 */
export async function* piecesOf({ path, name }, onRead = () => {}) {
  try {
    yield* decompressed(read(path === "-" ? process.stdin : createReadStream(path, { highWaterMark: PIECE }), onRead), name);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${name} cannot be read: ${reason(error)}`);
  }
}

/**
 * All of it.
 *
 * @param {import("./inputs.js").Input} input
 * @param {(bytes: number) => void} onRead
 */
export async function textOf(input, onRead) {
  const pieces = [];
  for await (const piece of piecesOf(input, onRead)) pieces.push(piece);
  try {
    return Buffer.concat(pieces);
  } catch {
    // Before version 22, Node's buffers have at most 4 GiB.
    throw new Failure(`${input.name} cannot be audited: it is too large to be in memory as a whole`);
  }
}

/**
 * The pieces of a stream. The first one is long enough to recognise compressed data.
 *
 * @param {AsyncIterable<Buffer>} stream
 * @param {(bytes: number) => void} onRead
 */
async function* read(stream, onRead) {
  /** @type {Buffer | undefined} */
  let head = Buffer.alloc(0);
  for await (const piece of stream) {
    onRead(piece.length);
    if (head === undefined) {
      yield piece;
      continue;
    }
    head = Buffer.concat([head, piece]);
    if (head.length < ZSTD.length) continue;
    yield head;
    head = undefined;
  }
  if (head !== undefined) yield head;
}

/**
 * @param {AsyncGenerator<Buffer, void>} pieces
 * @param {string} name
 */
async function* decompressed(pieces, name) {
  const first = await pieces.next();
  if (first.done) return;
  const head = first.value;
  const begins = (/** @type {number[]} */ magic) => magic.every((byte, index) => head[index] === byte);
  if (!begins(GZIP) && !begins(ZSTD)) {
    yield head;
    yield* pieces;
    return;
  }
  async function* whole() {
    yield head;
    yield* pieces;
  }
  const unpacker = begins(GZIP) ? zlib.createGunzip({ chunkSize: PIECE }) : zstd(name);
  // The iteration below throws the errors of these streams.
  pipeline(Readable.from(whole()), unpacker, () => {});
  yield* unpacker;
}

/**
 * @param {string} name
 * @returns {import("node:stream").Transform}
 */
function zstd(name) {
  const { createZstdDecompress } = /** @type {any} */ (zlib);
  if (createZstdDecompress !== undefined) return createZstdDecompress({ chunkSize: PIECE });
  throw new Failure(
    `${name} cannot be read: it is compressed with zstd, which Node ${process.versions.node} cannot decompress; use Node 22.15 or newer, or \`zstd -dc\` into standard input`,
  );
}
