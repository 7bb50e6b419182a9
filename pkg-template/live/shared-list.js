// A list that is shown often while only its end changes.

/** Items before the last ones are shown as one array that stays the same while they do. */
const KEPT_BEHIND = 8;
const LONGEST_END = 64;

/**
 * @template {{ index: number }} Item
 * @template Shown
 */
export class SharedList {
  /** @type {Item[]} */
  items = [];
  /** What is shown of the first items. @type {readonly Shown[]} */
  #head = [];
  /** @type {(() => readonly Shown[]) | undefined} */
  #view;
  #show;

  /** @param {(item: Item) => Shown} show gives the same object until the item changes */
  constructor(show) {
    this.#show = show;
  }

  /** @param {Item} item */
  add(item) {
    item.index = this.items.length;
    this.items.push(item);
    this.#view = undefined;
  }

  /** @param {Item[]} items */
  replace(items) {
    this.items = items;
    for (const [index, item] of items.entries()) item.index = index;
    this.#head = [];
    this.#view = undefined;
  }

  /** @param {Item} item */
  changed({ index }) {
    if (index < this.#head.length) this.#head = this.#head.slice(0, index);
    this.#view = undefined;
  }

  /**
   * What is shown of the items as they are now. It is put together when somebody looks, so the cost of taking it does not
   * depend on how many items there are.
   *
   * @returns {() => readonly Shown[]} the same function until something changes
   */
  view() {
    if (this.#view !== undefined) return this.#view;
    if (this.items.length - this.#head.length > LONGEST_END) {
      this.#head = this.items.slice(0, -KEPT_BEHIND).map(this.#show);
    }
    const head = this.#head;
    const end = this.items.slice(head.length).map(this.#show);
    /** @type {readonly Shown[] | undefined} */
    let whole;
    return (this.#view = () => (whole ??= Object.freeze([...head, ...end])));
  }
}
