// A button that copies, and says so.

import { useState } from "preact/hooks";

import { Icon } from "./icons.tsx";

export function Copy({ text, label, class: name = "quiet" }: { text: () => string | Promise<string>; label: string; class?: string }) {
  const [told, setTold] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(await text());
      setTold("Copied");
    } catch {
      setTold("The browser does not let the page copy");
    }
    setTimeout(() => setTold(""), 2000);
  };
  return (
    <button type="button" class={name} onClick={copy}>
      <Icon name={told === "Copied" ? "check" : "copy"} />
      <span aria-live="polite">{told || label}</span>
    </button>
  );
}
