// The ways in: a file, the clipboard, an address, a sample.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { cancel, fetching, openBlob, openText, openUrl } from "../session.ts";
import { Icon } from "../ui/icons.tsx";
import { attempt } from "./notice.tsx";
import { SAMPLES } from "./samples.ts";

export function Input() {
  const picker = useRef<HTMLInputElement>(null);
  const address = useSignal("");
  const isAsking = useSignal(false);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (isAsking.value) field.current?.focus();
  }, [isAsking.value]);

  const pick = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file !== undefined) void attempt(() => openBlob(file.name, file));
  };
  const paste = () =>
    attempt(async () => {
      const text = await navigator.clipboard.readText().catch(() => {
        throw new Error("The browser does not let the page read the clipboard. Click into the source, and paste there.");
      });
      if (text.trim() === "") throw new Error("The clipboard has no text. Copy a history first.");
      await openText("Pasted text", text);
    });
  const load = async (event: Event) => {
    event.preventDefault();
    // The address stays in the field, so that it can be corrected.
    if (await attempt(() => openUrl(address.value))) isAsking.value = false;
  };

  return (
    <section class="input" aria-label="Open a history">
      <div class="ways">
        <input
          ref={picker}
          type="file"
          class="visually-hidden"
          tabIndex={-1}
          aria-label="File"
          onChange={(event) => {
            pick(event.currentTarget.files);
            // The same file can be opened again.
            event.currentTarget.value = "";
          }}
        />
        <button type="button" class="primary" onClick={() => picker.current?.click()}>
          <Icon name="file" />
          Open file
        </button>
        <button type="button" class="secondary" onClick={paste}>
          <Icon name="paste" />
          Paste
        </button>
        <button type="button" class="secondary" aria-expanded={isAsking.value} onClick={() => (isAsking.value = !isAsking.value)}>
          <Icon name="link" />
          URL
        </button>
      </div>
      <div class="samples" role="group" aria-label="Samples">
        <span class="samples-label" aria-hidden="true">
          Try
        </span>
        {SAMPLES.map(({ name, hint, open }) => (
          <button key={name} type="button" class="chip" title={hint} onClick={() => attempt(open)}>
            {name}
          </button>
        ))}
      </div>
      {isAsking.value && (
        <form class="address" onSubmit={load}>
          <input
            ref={field}
            type="url"
            required
            placeholder="https://…/messages"
            aria-label="Address of a history"
            value={address.value}
            onInput={(event) => (address.value = event.currentTarget.value)}
          />
          <button type="submit" class="primary">
            Fetch
          </button>
          <button type="button" class="secondary" onClick={() => (isAsking.value = false)}>
            Close
          </button>
        </form>
      )}
      {fetching.value !== "" && (
        <p class="fetching" role="status">
          Waiting for {fetching.value}…
          <button type="button" class="link" onClick={cancel}>
            Cancel
          </button>
        </p>
      )}
    </section>
  );
}
