// A list with only the visible items in the document, for hundreds of thousands of items of different heights.
//
// Two places differ: `view` is where in the whole list the view begins, `scrollTop` is where the scroll bar stands. Their
// difference takes up what would otherwise move the text under the reader's eyes: heights that turn out to be others
// than estimated, and lists that are higher than browsers let an element be. When scrolling rests, the bar is put
// where it belongs, unseen.

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useReducer, useRef } from "preact/hooks";

import { Offsets } from "./offsets.ts";

/** Firefox has no positions beyond 17.8 million pixels. */
const HIGHEST = 8_000_000;
/** What is rendered beyond the view on either side, in pixels. */
const MARGIN = 600;
const REST = 200;

interface Props {
  label: string;
  /** An estimate for each item. Another array is another list, unless it has only grown. */
  heights: ArrayLike<number>;
  /** Where the list is another one, though it may be as long. */
  identity: unknown;
  item: (item: number) => ComponentChildren;
  /** The item to scroll to; another object asks again. */
  target?: { item: number } | undefined;
  role?: "feed" | "list";
  onView?: (first: number, last: number) => void;
  class?: string;
}

export function VirtualList({ label, heights, identity, item, target, role = "feed", onView, class: name = "" }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const [, render] = useReducer((count: number) => count + 1, 0);
  const state = useRef({ view: 0, gap: 0, scrollTop: 0, height: 800, measured: new Map<number, number>(), identity, reached: undefined as unknown, isEnding: false });
  const at = state.current;
  if (at.identity !== identity) Object.assign(at, { identity, view: 0, gap: 0, scrollTop: 0, measured: new Map() });

  const offsets = useMemo(() => {
    const made = new Offsets(heights);
    for (const [item, height] of at.measured) made.set(item, height);
    return made;
  }, [heights, identity]);

  /** How high the list is, how high the document's element for it, and how far each can be scrolled. */
  const extent = () => {
    const total = offsets.total;
    const outer = Math.min(total, HIGHEST);
    return { total, outer, furthest: Math.max(0, total - at.height), range: Math.max(1, outer - at.height) };
  };
  const { outer, furthest } = extent();
  at.view = Math.min(at.view, furthest);

  const first = offsets.at(Math.max(0, at.view - MARGIN));
  const last = Math.min(offsets.length - 1, offsets.at(at.view + at.height + MARGIN));

  /** Puts the scroll bar where the view is. */
  const settle = () => {
    const element = scroller.current;
    if (element === null) return;
    const { total, furthest, range } = extent();
    const wanted = total <= HIGHEST ? at.view : (at.view / Math.max(1, furthest)) * range;
    const rounded = Math.round(wanted);
    at.gap = at.view - rounded;
    at.scrollTop = rounded;
    if (element.scrollTop !== rounded) element.scrollTop = rounded;
    render(undefined);
  };

  /** What is unfolded at the end grows downwards, like anywhere else. */
  const stay = () => {
    at.isEnding = false;
  };

  /** A browser that scrolls smoothly would end where the end was when it began: before items had turned out higher. */
  const jump = (event: KeyboardEvent) => {
    if (event.key !== "End" && event.key !== "Home") return;
    event.preventDefault();
    at.isEnding = event.key === "End";
    at.view = at.isEnding ? extent().furthest : 0;
    settle();
  };

  const resting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop } = element;
    const moved = scrollTop - at.scrollTop;
    if (moved === 0) return;
    const { furthest, range } = extent();
    // Dragging the bar, or jumping, asks for a place in the whole list; scrolling asks for the text in view.
    if (Math.abs(moved) > 4 * at.height || scrollTop <= 0 || scrollTop >= range - 1) at.view = (scrollTop / range) * furthest;
    else at.view = Math.max(0, Math.min(furthest, at.view + moved));
    at.gap = at.view - scrollTop;
    at.scrollTop = scrollTop;
    at.isEnding = scrollTop >= range - 1;
    render(undefined);
    clearTimeout(resting.current);
    resting.current = setTimeout(rest, REST);
  };

  /** Browsers that scroll smoothly get another place only when they have arrived. */
  const rest = () => {
    if (Math.abs((scroller.current?.scrollTop ?? 0) - at.scrollTop) > 1) onScroll();
    else settle();
  };

  const observer = useMemo(
    () =>
      new ResizeObserver((entries) => {
        let changed = false;
        const anchor = offsets.at(at.view);
        for (const { target: element, borderBoxSize } of entries) {
          const item = Number((element as HTMLElement).dataset.item);
          const height = borderBoxSize[0]?.blockSize ?? 0;
          if (height === 0 || Number.isNaN(item)) continue;
          at.measured.set(item, height);
          const grown = offsets.set(item, height);
          if (grown === 0) continue;
          changed = true;
          // What is above the view grows upwards.
          if (item < anchor) {
            at.view += grown;
            at.gap += grown;
          }
        }
        if (!changed) return;
        // At the end, the view stays at the end while items turn out higher than estimated.
        const { furthest } = extent();
        if (at.isEnding && at.view < furthest) {
          at.gap += furthest - at.view;
          at.view = furthest;
        }
        render(undefined);
        clearTimeout(resting.current);
        resting.current = setTimeout(rest, REST);
      }),
    [offsets],
  );

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const resize = new ResizeObserver(() => {
      at.height = element.clientHeight;
      render(undefined);
    });
    resize.observe(element);
    return () => {
      resize.disconnect();
      clearTimeout(resting.current);
    };
  }, []);

  useLayoutEffect(() => {
    if (scroller.current !== null && at.view === 0) scroller.current.scrollTop = 0;
  }, [identity]);

  useLayoutEffect(() => {
    if (target === undefined || at.reached === target || target.item >= offsets.length) return;
    at.reached = target;
    at.view = Math.max(0, Math.min(furthest, offsets.before(target.item)));
    settle();
  });

  useEffect(() => {
    if (offsets.length > 0) onView?.(first, last);
  }, [first, last, identity, offsets.length]);

  const items = [];
  for (let index = first; index <= last && index < offsets.length; index++) {
    items.push(
      <Item key={index} index={index} count={offsets.length} role={role} top={offsets.before(index) - at.gap} observer={observer}>
        {item(index)}
      </Item>,
    );
  }
  return (
    <div class={`virtual ${name}`} ref={scroller} onScroll={onScroll} onClick={stay} onKeyDown={jump} tabIndex={0} role="region" aria-label={label}>
      <div class="virtual-canvas" role={role} aria-label={label} style={{ height: `${outer}px` }}>
        {items}
      </div>
    </div>
  );
}

interface ItemProps {
  index: number;
  count: number;
  role: "feed" | "list";
  top: number;
  observer: ResizeObserver;
  children: ComponentChildren;
}

function Item({ index, count, role, top, observer, children }: ItemProps) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    observer.observe(current);
    return () => observer.unobserve(current);
  }, [observer]);
  return (
    <div
      ref={element}
      class="virtual-item"
      data-item={index}
      role={role === "feed" ? "article" : "listitem"}
      aria-posinset={index + 1}
      aria-setsize={count}
      style={{ transform: `translateY(${top}px)` }}
    >
      {children}
    </div>
  );
}
