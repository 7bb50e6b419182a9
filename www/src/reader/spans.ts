// Where the records of a text begin and end, so that they can be read again from the file when they are shown.
// The package has read the text by then: what is walked over here is known to be JSON.

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

export interface Span {
  offset: number;
  bytes: number;
}

export class Spans {
  /** Pieces of the text that were not passed yet. */
  readonly #pieces: Uint8Array[] = [];
  #at = 0;
  /** Where the first piece begins in the text. */
  #base = 0;

  push(piece: Uint8Array) {
    this.#pieces.push(piece);
  }

  /** Passes over what was rejected. */
  skipTo(offset: number) {
    for (let piece = this.#pieces[0]; piece !== undefined; piece = this.#pieces[0]) {
      if (offset < this.#base + piece.length) {
        this.#at = Math.max(this.#at, offset - this.#base);
        return;
      }
      this.#drop(piece);
    }
  }

  /** The next record, which is an object. */
  next(): Span {
    let offset = -1;
    let depth = 0;
    let inString = false;
    for (let piece = this.#pieces[0]; piece !== undefined; piece = this.#pieces[0]) {
      const end = piece.length;
      let at = this.#at;
      while (at < end) {
        if (inString) {
          // Most of a text is inside strings, so nothing else is looked for here.
          while (at < end && piece[at] !== QUOTE && piece[at] !== BACKSLASH) at++;
          if (at === end) break;
          inString = piece[at] === BACKSLASH;
          // What is escaped is passed over, in the next piece if need be.
          at += inString ? 2 : 1;
          continue;
        }
        const byte = piece[at++];
        if (byte === QUOTE) {
          inString = true;
        } else if (byte === OPEN) {
          if (depth++ === 0) offset = this.#base + at - 1;
        } else if (byte === CLOSE && --depth === 0) {
          this.#at = at;
          return { offset, bytes: this.#base + at - offset };
        }
      }
      this.#drop(piece);
      this.#at = at - end;
    }
    throw new Error("a record was read whose end is not in the text; this is a bug");
  }

  #drop(piece: Uint8Array) {
    this.#pieces.shift();
    this.#base += piece.length;
    this.#at = 0;
  }
}
