// What bundlers made, in a page of a real browser under a strict content security policy.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

import { BROWSERS } from "../../support/browsers.js";
import { serve } from "../../support/serve.js";
import { hold } from "./outcome.js";

const require = createRequire(import.meta.url);
const RUN = readFileSync(new URL("run.js", import.meta.url), "utf8");

/**
 * @param {string} bundler as README names it
 * @param {{ project: string, script: string }} made the script that was made, by its path in the project
 */
export async function tryPage(bundler, { project, script }) {
  const page = `<!doctype html><meta charset="utf-8"><title>t</title>
    <script type="module" src="/made/${script}"></script><script type="module" src="/run.js"></script>`;
  const server = await serve(
    { made: pathToFileURL(`${project}/`) },
    {
      "/": { type: "text/html", body: page },
      "/run.js": { type: "text/javascript", body: RUN },
      "/check.js": { type: "text/javascript", body: readFileSync(`${project}/check.js`) },
      "/favicon.ico": { type: "image/x-icon", body: "" },
    },
  );
  try {
    holdPage(bundler, await visitPage(server.url));
    assert.deepEqual(server.complaints, []);
  } finally {
    await server.close();
  }
}

/** What the check told in a page in Chromium. */
export async function visitPage(url) {
  const browser = await BROWSERS.Chromium();
  try {
    const { outcome, errors } = await browser.visit(url);
    assert.deepEqual(errors, []);
    return outcome;
  } finally {
    await browser.close();
  }
}

/** Asserts that all went well in the page, and keeps it for the table. */
export function holdPage(bundler, outcome) {
  const { version } = require(`${bundler.toLowerCase().replace(".js", "")}/package.json`);
  hold({ runtime: bundler, version, tried: "every entry, in a page in Chromium", outcome });
}
