// A button that copies a link to what is in the editor.

import { useState } from "preact/hooks";

import { size } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { fragmentOf } from "./link.ts";

export function Share({ text }: { text: () => string }) {
  const [outcome, setOutcome] = useState("");
  const share = async () => {
    const fragment = await fragmentOf(text());
    if (fragment === undefined) {
      setOutcome(`${size(new Blob([text()]).size)} is too large for a link: send the file`);
    } else {
      // The link carries the text; an address that the page was opened with would be in its way.
      const link = new URL(fragment, location.origin + location.pathname).href;
      history.replaceState(undefined, "", link);
      const isCopied = await navigator.clipboard.writeText(link).then(
        () => true,
        () => false,
      );
      setOutcome(isCopied ? "Link copied" : "Copy the link from the address bar");
    }
    setTimeout(() => setOutcome(""), 4000);
  };
  return (
    <button type="button" class="quiet" title="Copies a link that carries the text itself; no server gets it" onClick={share}>
      <Icon name="link" />
      <span aria-live="polite">{outcome || "Share"}</span>
    </button>
  );
}
