// Writes the history again: in another dialect, only its valid messages, or only its invalid records.

import { useSignal, useSignalEffect } from "@preact/signals";

import type { Naming } from "../library.ts";
import { ask, Cancelled } from "../reader/reader.ts";
import type { ExportOptions } from "../reader/protocol.ts";
import { generation, opened, phase, verdict } from "../session.ts";
import { Copy } from "../ui/copy.tsx";
import { several, size } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { InCode } from "../ui/in-code.tsx";
import { Choice } from "../ui/choice.tsx";
import { Text } from "../ui/text.tsx";

/** The longest text that is put on the clipboard. */
const MOST_COPIED = 10_000_000;
const PREVIEWED = 3;

export function Exporting() {
  const options = useSignal<ExportOptions>({ what: "messages", shape: "array", naming: "wire", space: 2, keepUnknown: true });
  const preview = useSignal("");
  const outcome = useSignal("");
  const isWriting = useSignal(false);
  const { what, shape, naming, space, keepUnknown } = options.value;
  const { messages = 0, rejected = 0 } = verdict.value ?? {};
  const number = what === "messages" ? messages : rejected;

  useSignalEffect(() => {
    const wanted = options.value;
    const asked = generation.value;
    if (phase.value !== "read") return;
    ask("export", [wanted, PREVIEWED]).then(
      async (blob) => {
        const text = await blob.slice(0, 20_000).text();
        if (wanted === options.peek() && asked === generation.peek()) preview.value = text;
      },
      () => {},
    );
  });

  const set = (change: Partial<ExportOptions>) => {
    options.value = { ...options.value, ...change };
  };
  const write = async (): Promise<Blob> => {
    isWriting.value = true;
    try {
      return await ask("export", [options.value]);
    } finally {
      isWriting.value = false;
    }
  };
  const download = async () => {
    try {
      const blob = await write();
      save(blob, fileName(opened.value.name, options.value));
      outcome.value = `Written: ${size(blob.size)}`;
    } catch (error) {
      outcome.value = error instanceof Cancelled ? "" : `It could not be written: ${error instanceof Error ? error.message : error}`;
    }
  };
  const copy = async () => {
    const blob = await write();
    if (blob.size > MOST_COPIED) throw new Error("too long for the clipboard");
    return blob.text();
  };

  return (
    <section class="exporting scrolls" tabIndex={0} role="region" aria-label="Export">
      <form class="options" onSubmit={(event) => event.preventDefault()}>
        <Choice
          name="what"
          label="What"
          value={what}
          onChange={(value) => set({ what: value })}
          choices={[
            ["messages", `Valid messages (${messages.toLocaleString("en")})`],
            ["rejected", `Invalid records, with reasons (${rejected.toLocaleString("en")})`],
          ]}
        />
        <Choice name="shape" label="As" value={shape} onChange={(value) => set({ shape: value })} choices={[["array", "JSON array"], ["ndjson", "NDJSON"]]} />
        {what === "messages" && (
          <>
            <Choice<Naming>
              name="naming"
              label="Names"
              value={naming}
              onChange={(value) => set({ naming: value })}
              choices={[["wire", "wire"], ["camel", "camelCase"], ["snake", "snake_case"]]}
            />
            <fieldset class="checks">
              <legend>Style</legend>
              <label>
                <input type="checkbox" checked={space > 0 && shape === "array"} disabled={shape === "ndjson"} onChange={(event) => set({ space: event.currentTarget.checked ? 2 : 0 })} />
                Indented
              </label>
              <label>
                <input type="checkbox" checked={keepUnknown} onChange={(event) => set({ keepUnknown: event.currentTarget.checked })} />
                Unknown keys kept
              </label>
            </fieldset>
          </>
        )}
      </form>
      <div class="actions">
        <button type="button" class="primary" disabled={number === 0 || isWriting.value} onClick={download}>
          <Icon name="download" />
          {isWriting.value ? "Writing…" : `Download ${several(number, what === "messages" ? "message" : "record")}`}
        </button>
        {number > 0 && <Copy text={copy} label="Copy" class="secondary" />}
        <span role="status" class="note">
          {outcome.value}
        </span>
      </div>
      {number > 0 ? (
        <>
          <h2>Preview</h2>
          <Text as="pre" text={preview.value} first={3000} class="output" />
        </>
      ) : (
        <p class="empty">{phase.value === "reading" ? "Reading…" : what === "messages" ? "There are no valid messages to write." : "Nothing is invalid."}</p>
      )}
      <InCode
        code={
          what === "messages"
            ? `const json = BackendMessage.stringify(messages, { naming: "${naming}"${shape === "array" && space > 0 ? `, space: ${space}` : ""} });`
            : "const { messages, rejected } = BackendMessage.salvage(json);"
        }
      />
    </section>
  );
}

function fileName(name: string, { what, shape, naming }: ExportOptions) {
  const stem = name.replace(/\.(json|ndjson|jsonl)$/i, "").replace(/[^\w.-]+/g, "-") || "history";
  return `${stem}.${what === "messages" ? naming : "rejected"}.${shape === "array" ? "json" : "ndjson"}`;
}

function save(blob: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Browsers begin to read it some time after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
