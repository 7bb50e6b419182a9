// How to read, as bits of the number that the wasm modules take. Their meaning: src/js/state.rs.

export const MANY = 1;
export const KEEP = 2;
export const REJECT = 4;
export const TELL = 8;
export const SURROGATES = 16;
export const SALVAGE = 32;
/** To `begin` only. */
export const NARROW = 64;
/** Malformed text within strings is replaced. */
export const REPLACE = 128;
/** Of the messages with the same id only the last one is counted. */
export const LAST = 256;
