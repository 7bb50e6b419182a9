// Where each item of a long list begins, when items differ in height and become known one by one: sums in a
// Fenwick tree, so that to change a height and to find what is at a place both take a few steps.

export class Offsets {
  readonly #heights: Float64Array;
  readonly #tree: Float64Array;
  /** The highest power of two that is not above the length. */
  readonly #top: number;

  constructor(heights: ArrayLike<number>) {
    const length = heights.length;
    this.#heights = Float64Array.from(heights);
    this.#tree = new Float64Array(length + 1);
    for (let at = 1; at <= length; at++) {
      this.#tree[at] = (this.#tree[at] ?? 0) + (this.#heights[at - 1] ?? 0);
      const parent = at + (at & -at);
      if (parent <= length) this.#tree[parent] = (this.#tree[parent] ?? 0) + (this.#tree[at] ?? 0);
    }
    this.#top = length === 0 ? 0 : 2 ** Math.floor(Math.log2(length));
  }

  get length() {
    return this.#heights.length;
  }

  get total() {
    return this.before(this.length);
  }

  height(item: number) {
    return this.#heights[item] ?? 0;
  }

  /** How high all items before one are. */
  before(item: number) {
    let sum = 0;
    for (let at = Math.min(item, this.length); at > 0; at -= at & -at) sum += this.#tree[at] ?? 0;
    return sum;
  }

  /** The item at a place. */
  at(place: number) {
    let item = 0;
    let left = place;
    for (let step = this.#top; step > 0; step >>= 1) {
      const next = item + step;
      if (next <= this.length && (this.#tree[next] ?? 0) <= left) {
        item = next;
        left -= this.#tree[next] ?? 0;
      }
    }
    return Math.max(0, Math.min(item, this.length - 1));
  }

  /** @returns by how much the item has grown */
  set(item: number, height: number) {
    const change = height - this.height(item);
    if (change === 0 || item >= this.length) return 0;
    this.#heights[item] = height;
    for (let at = item + 1; at <= this.length; at += at & -at) this.#tree[at] = (this.#tree[at] ?? 0) + change;
    return change;
  }
}
