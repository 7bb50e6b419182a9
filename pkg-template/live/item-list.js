// A list that is shown often, while only its end changes.

/** When the end of a list has more items than this, all but the last few become one array, which is reused while they do not change. */
const LONGEST_END = 64;
const KEPT_BEHIND = 8;

/** @template {{ index: number }} Item */
export class ItemList {
  /** @type {Item[]} */
  items = [];
  /** @type {{ changed(index: number): void }[]} */
  #views = [];

  /** @param {Item} item */
  add(item) {
    item.index = this.items.length;
    this.items.push(item);
    this.#tell(item.index);
  }

  /** @param {Item[]} items */
  replace(items) {
    this.items = items;
    for (const [index, item] of items.entries()) item.index = index;
    this.#tell(0);
  }

  /** @param {Item} item */
  changed({ index }) {
    this.#tell(index);
  }

  /** @param {number} index */
  #tell(index) {
    for (const view of this.#views) view.changed(index);
  }

  /**
   * A view of the list. It returns a function that builds the array when somebody looks, so taking a view costs the same for
   * any length. While nothing shown changes, it is the same function, and so the same array.
   *
   * @template Shown
   * @param {(item: Item) => Shown} show returns the same object until the item changes
   * @returns {() => () => readonly Shown[]}
   */
  view(show) {
    /** @type {readonly Shown[]} */
    let head = [];
    /** @type {readonly Shown[]} */
    let end = [];
    let isShown = true;
    /** @type {() => readonly Shown[]} */
    let list = () => NOTHING;
    let shownHead = head;
    this.#views.push({
      changed(index) {
        isShown = false;
        if (index < head.length) head = head.slice(0, index);
      },
    });
    return () => {
      if (isShown) return list;
      isShown = true;
      if (this.items.length - head.length > LONGEST_END) head = this.items.slice(0, -KEPT_BEHIND).map(show);
      const newEnd = this.items.slice(head.length).map(show);
      if (head === shownHead && newEnd.length === end.length && newEnd.every((item, index) => item === end[index])) return list;
      const [first, last] = [head, newEnd];
      [shownHead, end] = [first, last];
      /** @type {readonly Shown[] | undefined} */
      let whole;
      return (list = () => (whole ??= Object.freeze(first.concat(last))));
    };
  }
}

/** @type {readonly never[]} */
const NOTHING = /* @__PURE__ */ Object.freeze([]);
