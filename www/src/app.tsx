// The page: what is open, and the panels that show it.

import { useEffect, useReducer, useRef } from "preact/hooks";

import { Conversation } from "./conversation/conversation.tsx";
import { Divider } from "./divider.tsx";
import { Source } from "./editor/source.tsx";
import { Exporting } from "./exporting/exporting.tsx";
import { Drop } from "./input/drop.tsx";
import { Input } from "./input/input.tsx";
import { Notice } from "./input/notice.tsx";
import { Live } from "./live/panel.tsx";
import { Numbers } from "./numbers/numbers.tsx";
import { Speed } from "./speed/speed.tsx";
import { switchTheme, theme } from "./theme.ts";
import { Copy } from "./ui/copy.tsx";
import { Icon, Mark } from "./ui/icons.tsx";
import { Verdict } from "./verdict.tsx";
import { isNarrow, onWidth, type Panel, PANELS, panel } from "./view.ts";

const TITLES: Record<Panel, string> = {
  source: "Source",
  conversation: "Conversation",
  live: "Live",
  numbers: "Numbers",
  export: "Export",
  speed: "Speed",
};

const CONTENTS: Record<Panel, () => preact.JSX.Element> = {
  source: Source,
  conversation: Conversation,
  live: Live,
  numbers: Numbers,
  export: Exporting,
  speed: Speed,
};

const INSTALL = "npm install backend-message";

export function App() {
  const [, render] = useReducer((times: number) => times + 1, 0);
  useEffect(() => onWidth(() => render(undefined)), []);
  const narrow = isNarrow();
  const shown = !narrow && panel.value === "source" ? "conversation" : panel.value;
  const Content = CONTENTS[shown];
  return (
    <>
      <header class="top">
        <h1>
          <Mark />
          <span>
            backend-message <span class="muted">playground</span>
          </span>
        </h1>
        <p class="promise">Read, checked and shown in this page. Nothing leaves it.</p>
        <span class="install">
          <code>{INSTALL}</code>
          <Copy text={() => INSTALL} label="Copy" class="quiet" />
        </span>
        <button
          type="button"
          class="icon-button"
          aria-label={theme.value === "dark" ? "Switch to light colours" : "Switch to dark colours"}
          onClick={switchTheme}
        >
          <Icon name={theme.value === "dark" ? "sun" : "moon"} />
        </button>
      </header>
      <main>
        <Input />
        <Verdict />
        {!narrow && <Source />}
        {!narrow && <Divider />}
        <div class="panels">
          <Tabs shown={shown} panels={PANELS.filter((name) => narrow || name !== "source")} />
          <div class="panel" id="panel" role="tabpanel" aria-labelledby={`tab-${shown}`}>
            <Content />
          </div>
        </div>
      </main>
      <Drop />
      <Notice />
    </>
  );
}

function Tabs({ shown, panels }: { shown: Panel; panels: Panel[] }) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = panels[(panels.indexOf(shown) + step + panels.length) % panels.length];
    if (next === undefined) return;
    event.preventDefault();
    panel.value = next;
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="What to see" ref={list} onKeyDown={move}>
      {panels.map((name) => (
        <button
          key={name}
          id={`tab-${name}`}
          type="button"
          role="tab"
          aria-selected={name === shown}
          aria-controls="panel"
          tabIndex={name === shown ? 0 : -1}
          onClick={() => (panel.value = name)}
        >
          {TITLES[name]}
        </button>
      ))}
    </div>
  );
}
