// Text of a message, always shown as text: characters that are invisible, or that change the direction of what follows, are
// written as their names, and long texts are shown in part.

import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { count } from "./format.ts";
import { firstMatch, matches, sought } from "./highlight.ts";

/** Controls except tab and line feed; direction marks; zero-width spaces; code points that are not characters. */
// biome-ignore lint: the controls are what is looked for
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

const SHORT = 1_200;
/** A stretch without white space this long is set without the font's features, which take time by its square in Chromium. */
const UNBROKEN = /\S{2000}/;
/** What a click adds. */
const MORE = 200_000;

interface Props {
  text: string;
  /** How much of it is shown at first. */
  first?: number;
  as?: "div" | "pre";
  class?: string;
}

export function Text({ text, first = SHORT, as: Element = "div", class: name = "" }: Props) {
  const [asked, setShown] = useState(first);
  // What is searched for is shown, unless it is so far down that the page would be slow.
  const shown = Math.max(asked, Math.ceil(firstMatch(text.slice(0, MORE)) / first) * first);
  const isOutput = name === "output";
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const mark = isOutput ? element.current?.querySelector<HTMLElement>("mark") : undefined;
    if (element.current && mark) element.current.scrollTop = mark.offsetTop - element.current.offsetTop - 40;
  }, [isOutput, sought.value]);
  // A little more than the limit is shown anyway.
  const isCut = text.length > shown * 1.25;
  const visible = isCut ? cut(text, shown) : text;
  return (
    // What scrolls can be reached by keyboard.
    <Element class={`text ${name} ${UNBROKEN.test(visible) ? "unbroken" : ""}`} dir="auto" ref={element as never} {...(isOutput ? { tabIndex: 0 } : {})}>
      {written(visible)}
      {isCut && (
        <button type="button" class="more" onClick={() => setShown(shown + MORE)}>
          {text.length > shown + MORE ? `Show ${count(MORE)} more of` : "Show all"} {count(text.length)} characters
        </button>
      )}
    </Element>
  );
}

/** A line of text within other text, cut where it gets long. */
export const Inline = ({ text, most = 160 }: { text: string; most?: number }) => {
  const line = cut(text, most);
  return (
    <bdi class="inline">
      {written(line.replace(/\s+/g, " "))}
      {line.length < text.length && "…"}
    </bdi>
  );
};

type Part = string | preact.JSX.Element;

/** Text whose hidden characters are written as their names, and what is searched for is marked. */
export function written(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const [begin, end] of matches(text)) {
    parts.push(...named(text.slice(from, begin)), <mark>{named(text.slice(begin, end))}</mark>);
    from = end;
  }
  parts.push(...named(text.slice(from)));
  return parts;
}

function named(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    parts.push(text.slice(from, match.index));
    const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    parts.push(<span class="hidden-character">U+{code}</span>);
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

/** Not within a pair. */
function cut(text: string, length: number) {
  const unit = text.charCodeAt(length - 1);
  return text.slice(0, unit >= 0xd800 && unit <= 0xdbff ? length - 1 : length);
}
