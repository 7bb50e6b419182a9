// The output of a command: standard output, or a file that appears only when it is complete.

import { createWriteStream, existsSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { Failure, Misuse } from "./misuse.js";
import { reason } from "./reason.js";
import { printable } from "./wording.js";

/** In UTF-16 units: text is written in pieces of at least this. */
const CHUNK = 1 << 16;

/** Files that are not complete yet, removed however the process ends. @type {Set<string>} */
const unfinished = new Set();
process.on("exit", () => {
  for (const path of unfinished) rmSync(path, { force: true });
});

export class Output {
  #stream;
  #name;
  /** Text that is not written yet. */
  #text = "";
  /** @type {Error | undefined} */
  #error;
  /** @type {string | undefined} */
  #temporary;
  #path;

  /** @param {string | undefined} path a file's; nothing, or `-`, is standard output */
  constructor(path) {
    this.#name = path === undefined || path === "-" ? "the output" : printable(path);
    if (path === undefined || path === "-") {
      this.#stream = process.stdout;
      return;
    }
    if (path === "") throw new Misuse("the name of an output file is empty");
    const stats = this.#statsOf(path);
    // Of a link, the target is replaced.
    this.#path = stats === undefined ? path : realpathSync(path);
    // A device or a pipe cannot be replaced.
    if (stats === undefined || stats.isFile()) this.#temporary = temporaryFor(this.#path);
    if (this.#temporary !== undefined) unfinished.add(this.#temporary);
    this.#stream = createWriteStream(this.#temporary ?? this.#path, {
      flags: this.#temporary === undefined ? "w" : "wx",
      ...(stats !== undefined && { mode: stats.mode }),
    });
    this.#stream.on("error", (error) => {
      this.#error = error;
    });
  }

  /** Whether it goes to a terminal. */
  get isTerminal() {
    return "isTTY" in this.#stream && this.#stream.isTTY === true;
  }

  /**
   * Await the result, so that the text does not pile up in memory.
   *
   * @param {string} text
   * @returns {Promise<void> | undefined} undefined if there is nothing to wait for
   */
  write(text) {
    this.#text += text;
    return this.#text.length < CHUNK ? undefined : this.flush();
  }

  /** Writes all text that was not written yet. */
  flush() {
    const text = this.#text;
    this.#text = "";
    return text === "" ? undefined : this.#put(text);
  }

  /** @param {Uint8Array} bytes which must not change afterwards */
  async writeBytes(bytes) {
    await this.flush();
    await this.#put(bytes);
  }

  /** @param {string | Uint8Array} piece */
  async #put(piece) {
    this.#check();
    if (this.#stream.write(piece)) return;
    const stream = this.#stream;
    await new Promise((resolve) => {
      const go = () => {
        for (const event of ["drain", "error", "close"]) stream.off(event, go);
        resolve(undefined);
      };
      for (const event of ["drain", "error", "close"]) stream.on(event, go);
    });
    this.#check();
  }

  #check() {
    if (this.#error === undefined) return;
    throw this.#failure(this.#error);
  }

  /** Ends the output; a file takes its name. */
  async finish() {
    await this.flush();
    if (this.#stream === process.stdout) return;
    const stream = this.#stream;
    await new Promise((resolve) => {
      stream.on("close", () => resolve(undefined));
      stream.end();
      if (stream.closed) resolve(undefined);
    });
    this.#check();
    if (this.#temporary === undefined) return;
    try {
      renameSync(this.#temporary, /** @type {string} */ (this.#path));
    } catch (error) {
      throw this.#failure(error);
    }
    unfinished.delete(this.#temporary);
  }

  /** @param {string} path */
  #statsOf(path) {
    try {
      return statSync(path, { throwIfNoEntry: false });
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** @param {any} error */
  #failure(error) {
    return new Failure(`${this.#name} cannot be written: ${error.code === "ENOENT" ? "its directory does not exist" : reason(error)}`);
  }
}

/**
 * A new file in the same directory, as a rename is atomic only inside one file system.
 *
 * @param {string} path
 */
function temporaryFor(path) {
  for (let number = 0; ; number++) {
    const name = join(dirname(path), `.${basename(path)}.${process.pid}-${number}.part`);
    if (!unfinished.has(name) && !existsSync(name)) return name;
  }
}
