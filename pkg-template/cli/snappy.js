// Compresses a page in Snappy's block format, several times as fast as the compressor that hyparquet-writer brings along: it
// loads four bytes at once, and writes into a buffer that is large enough and is used again.
// The format: https://github.com/google/snappy/blob/main/format_description.txt

/** Matches are searched within blocks of this size, so that two bytes hold a place. */
const BLOCK = 1 << 16;
const HASH_BITS = 14;
const HASH_SHIFT = 32 - HASH_BITS;
const HASH_FACTOR = 0x1e35a7bd;
/** No match begins in the last bytes of a block: there are always four bytes to load. */
const MARGIN = 15;
/** Shorter literals are copied byte by byte, which is quicker. */
const SHORT = 48;

/** Where in the block four bytes of that hash were met last. */
const places = new Uint16Array(1 << HASH_BITS);
let output = new Uint8Array(1 << 16);

/**
 * @param {Uint8Array} input
 * @returns {Uint8Array} valid until the next call
 */
export function compress(input) {
  const { length } = input;
  // The most that a text can grow.
  const most = 32 + length + Math.floor(length / 6);
  if (output.length < most) output = new Uint8Array(most);
  const view = new DataView(input.buffer, input.byteOffset, length);
  let to = 0;
  let rest = length;
  for (; rest > 0x7f; rest >>>= 7) output[to++] = (rest & 0x7f) | 0x80;
  output[to++] = rest;
  for (let start = 0; start < length; start += BLOCK) {
    to = compressBlock(input, view, start, Math.min(start + BLOCK, length), to);
  }
  return output.subarray(0, to);
}

/**
 * @param {Uint8Array} input
 * @param {DataView} view of the input
 * @param {number} start
 * @param {number} end
 * @param {number} to where the output goes on
 * @returns {number} where it ends
 */
function compressBlock(input, view, start, end, to) {
  const limit = end - MARGIN;
  /** Where the literal begins that is not written yet. */
  let literal = start;
  if (limit <= start) return putLiteral(input, literal, end, to);
  places.fill(0);
  let at = start + 1;
  let next = view.getInt32(at, true);
  for (;;) {
    // The longer nothing matches, the larger the steps.
    let misses = 32;
    let ahead = at;
    let bytes;
    let candidate;
    do {
      at = ahead;
      bytes = next;
      ahead = at + (misses++ >>> 5);
      if (ahead > limit) return putLiteral(input, literal, end, to);
      next = view.getInt32(ahead, true);
      const hash = Math.imul(bytes, HASH_FACTOR) >>> HASH_SHIFT;
      candidate = start + places[hash];
      places[hash] = at - start;
    } while (bytes !== view.getInt32(candidate, true));
    to = putLiteral(input, literal, at, to);
    do {
      let length = 4;
      while (at + length < end && input[at + length] === input[candidate + length]) length++;
      to = putCopy(at - candidate, length, to);
      at += length;
      literal = at;
      if (at >= limit) return putLiteral(input, literal, end, to);
      places[Math.imul(view.getInt32(at - 1, true), HASH_FACTOR) >>> HASH_SHIFT] = at - 1 - start;
      bytes = view.getInt32(at, true);
      const hash = Math.imul(bytes, HASH_FACTOR) >>> HASH_SHIFT;
      candidate = start + places[hash];
      places[hash] = at - start;
    } while (bytes === view.getInt32(candidate, true));
    at++;
    next = view.getInt32(at, true);
  }
}

/**
 * Writes bytes as they are.
 *
 * @param {Uint8Array} input
 * @param {number} from
 * @param {number} end
 * @param {number} to
 * @returns {number} where the output ends
 */
function putLiteral(input, from, end, to) {
  const length = end - from;
  if (length === 0) return to;
  const tag = length - 1;
  if (tag < 60) {
    output[to++] = tag << 2;
  } else if (tag < 0x100) {
    output[to++] = 60 << 2;
    output[to++] = tag;
  } else {
    // A block has no more than two bytes can count.
    output[to++] = 61 << 2;
    output[to++] = tag;
    output[to++] = tag >>> 8;
  }
  if (length < SHORT) {
    while (from < end) output[to++] = input[from++];
    return to;
  }
  output.set(input.subarray(from, end), to);
  return to + length;
}

/**
 * Writes a reference to earlier bytes.
 *
 * @param {number} offset how far back they begin
 * @param {number} length at least 4
 * @param {number} to
 * @returns {number} where the output ends
 */
function putCopy(offset, length, to) {
  // The rest of a long one must have at least 4.
  for (; length >= 68; length -= 64) to = putLongCopy(offset, 64, to);
  if (length > 64) {
    to = putLongCopy(offset, 60, to);
    length -= 60;
  }
  if (length >= 12 || offset >= 2048) return putLongCopy(offset, length, to);
  output[to++] = 1 | ((length - 4) << 2) | ((offset >>> 8) << 5);
  output[to++] = offset;
  return to;
}

/**
 * @param {number} offset
 * @param {number} length
 * @param {number} to
 */
function putLongCopy(offset, length, to) {
  output[to++] = 2 | ((length - 1) << 2);
  output[to++] = offset;
  output[to++] = offset >>> 8;
  return to;
}
