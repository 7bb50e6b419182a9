// A button that copies, and says so.

import { useState } from "preact/hooks";

import { Icon } from "./icons.tsx";

export function Copy({ text, label, class: name = "quiet" }: { text: () => string | Promise<string>; label: string; class?: string }) {
  const [outcome, setOutcome] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(await text());
      setOutcome("Copied");
    } catch {
      setOutcome("The browser does not let the page copy");
    }
    setTimeout(() => setOutcome(""), 2000);
  };
  return (
    <button type="button" class={name} onClick={copy}>
      <Icon name={outcome === "Copied" ? "check" : "copy"} />
      <span aria-live="polite">{outcome || label}</span>
    </button>
  );
}
