// A notice that something could not be opened. It covers a part of the page and moves nothing.

import { signal } from "@preact/signals";

import { Icon } from "../ui/icons.tsx";
import { Inline } from "../ui/text.tsx";

const notice = signal("");

/** Opens something. If that fails, a notice gives the reason, and what was open stays. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  notice.value = "";
  try {
    await work();
    return true;
  } catch (error) {
    notice.value = error instanceof Error ? error.message : String(error);
    return false;
  }
}

export const Notice = () =>
  notice.value === "" ? null : (
    <div class="notice">
      <p role="alert">
        <Icon name="error" />
        <Inline text={notice.value} most={400} />
      </p>
      <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => (notice.value = "")}>
        <Icon name="cross" />
      </button>
    </div>
  );
