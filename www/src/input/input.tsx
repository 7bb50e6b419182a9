// The ways in: a file, the clipboard, an address, a sample.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { failure, openBlob, openText, openUrl, phase } from "../session.ts";
import { Icon } from "../ui/icons.tsx";
import { SAMPLES } from "./samples.ts";

/** An address given with the page's own: it is proposed, and fetched when the visitor says so. */
const proposed = new URLSearchParams(location.search).get("url") ?? "";

export function Input() {
  const picker = useRef<HTMLInputElement>(null);
  const address = useSignal(proposed);
  const isAsking = useSignal(proposed !== "");
  const error = useSignal("");
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (isAsking.value) field.current?.focus();
  }, [isAsking.value]);

  const attempt = async (work: () => Promise<unknown>) => {
    error.value = "";
    try {
      await work();
    } catch (reason) {
      error.value = reason instanceof Error ? reason.message : String(reason);
    }
  };
  const pick = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file !== undefined) void attempt(() => openBlob(file.name, file));
  };
  const paste = () =>
    attempt(async () => {
      const text = await navigator.clipboard.readText().catch(() => {
        throw new Error("The browser does not let the page read the clipboard: paste into the source instead.");
      });
      if (text === "") throw new Error("The clipboard holds no text.");
      await openText("Pasted text", text);
    });
  const load = (event: Event) => {
    event.preventDefault();
    void attempt(async () => {
      const url = webAddress(address.value);
      isAsking.value = false;
      await openUrl(url);
      // A browser tells a page little about what it was refused.
      if (phase.value === "failed") throw new Error(`${url} could not be read (${failure.value}). The server must allow other pages to.`);
    });
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
            Cancel
          </button>
        </form>
      )}
      {error.value !== "" && (
        <p class="input-error" role="alert">
          <Icon name="error" />
          {error.value}
        </p>
      )}
    </section>
  );
}

function webAddress(text: string) {
  const url = new URL(text, location.href);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new Error("Only addresses of the web can be fetched.");
  return url.href;
}
