// Why a file cannot be read or written, in the words of people. The messages of Node quote the path as it is, with whatever is in
// it that a terminal obeys.

import util from "node:util";

/** @type {{ [code: string]: string }} */
const REASONS = {
  EISDIR: "it is a directory",
  EACCES: "permission denied",
  EPERM: "permission denied",
  ELOOP: "its symbolic links form a loop",
  ENAMETOOLONG: "its name is too long",
  Z_BUF_ERROR: "its compressed data ends early",
  Z_DATA_ERROR: "its compressed data is damaged",
  ZSTD_error_prefix_unknown: "its compressed data is damaged",
  ZSTD_error_corruption_detected: "its compressed data is damaged",
};

/**
 * @param {any} error
 * @param {string} [path] of a file that should exist
 * @returns {string}
 */
export function reason({ code, errno, message }, path = "") {
  // Node puts U+FFFD where a name is not UTF-8, and no file has that name.
  if (code === "ENOENT") return path.includes("\ufffd") ? "its name is not UTF-8; pass its text through standard input" : "it does not exist";
  // Not every engine that runs this has the map.
  return REASONS[code] ?? util.getSystemErrorMap?.().get(errno)?.[1] ?? message;
}
