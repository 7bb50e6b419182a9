// Columns of numbers that grow: tens of bytes a record, where an object would take hundreds.

type Numbers = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

export class Column<Kind extends Numbers> {
  length = 0;
  #values: Kind;
  readonly #make: (length: number) => Kind;

  constructor(make: (length: number) => Kind) {
    this.#make = make;
    this.#values = make(1024);
  }

  push(value: number) {
    if (this.length === this.#values.length) {
      const grown = this.#make(2 * this.length);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.length++] = value;
  }

  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number) {
    this.#values[index] = value;
  }

  slice(from: number, to: number = this.length): Kind {
    return this.#values.slice(from, to) as Kind;
  }
}

export const doubles = () => new Column((length) => new Float64Array(length));
export const words = () => new Column((length) => new Uint32Array(length));
export const halves = () => new Column((length) => new Uint16Array(length));
export const bytes = () => new Column((length) => new Uint8Array(length));

/** Names that repeat, as numbers. */
export class Names {
  readonly list: string[] = [];
  readonly counts: number[] = [];
  readonly #numbers = new Map<string, number>();

  number(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      // The last number stands for all the names that come when there are more than a column can tell apart.
      if (this.list.length === 65_535) return this.list.length - 1;
      number = this.list.push(name) - 1;
      this.counts.push(0);
      this.#numbers.set(name, number);
    }
    return number;
  }

  find(name: string): number | undefined {
    return this.#numbers.get(name);
  }
}
