// What is shown first: the text that the page's address names, or else a sample.

import { openText, openUrl } from "../session.ts";
import { isShared, textOf } from "../sharing/link.ts";
import { attempt } from "./notice.tsx";
import { SAMPLES } from "./samples.ts";

export async function start() {
  // Another link, followed while the page is open.
  addEventListener("hashchange", () => {
    if (isShared(location.hash)) void attempt(openShared);
  });
  const url = new URLSearchParams(location.search).get("url");
  const way = isShared(location.hash) ? openShared : url !== null ? () => openUrl(url) : undefined;
  if (way !== undefined && (await attempt(way))) return;
  const sample = () => SAMPLES[0]?.open() ?? Promise.resolve();
  // The notice stays on the page, beside the sample.
  if (way === undefined) await attempt(sample);
  else await sample().catch(() => {});
}

const openShared = async () => openText("Shared text", await textOf(location.hash), true);
