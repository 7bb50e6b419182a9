// The divider between the source and the panels: dragged, moved with the arrow keys, and remembered.

import { signal } from "@preact/signals";

const KEY = "split";
const LEAST = 20;
const MOST = 80;
const MIDDLE = 45;
const STEP = 2;

/** How wide the source is, in per cent. */
const split = signal(stored() ?? MIDDLE);
split.subscribe((value) => document.documentElement.style.setProperty("--split", `${value}%`));

function move(to: number) {
  split.value = Math.min(MOST, Math.max(LEAST, to));
  try {
    localStorage.setItem(KEY, String(split.value));
  } catch {
    // Storage may be forbidden; the width then lasts as long as the page.
  }
}

function stored(): number | undefined {
  try {
    const value = Number(localStorage.getItem(KEY));
    return value >= LEAST && value <= MOST ? value : undefined;
  } catch {
    return undefined;
  }
}

export function Divider() {
  const press = (event: KeyboardEvent) => {
    const to = { ArrowLeft: split.value - STEP, ArrowRight: split.value + STEP, Home: LEAST, End: MOST, Enter: MIDDLE }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  };
  const grab = (event: PointerEvent) => {
    const handle = event.currentTarget as HTMLElement;
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = ({ clientX }) => move((100 * clientX) / innerWidth);
    handle.onlostpointercapture = () => {
      handle.onpointermove = null;
    };
  };
  return (
    <div
      class="divider"
      role="separator"
      tabIndex={0}
      aria-label="Width of the source"
      aria-orientation="vertical"
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={Math.round(split.value)}
      title="Drag, or use the arrow keys; a double click sets it back"
      onKeyDown={press}
      onPointerDown={grab}
      onDblClick={() => move(MIDDLE)}
    />
  );
}
