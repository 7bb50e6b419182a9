// The playground in WebKitGTK, a smoke test: it reads, shows and edits.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { PATIENCE } from "../support/patience.js";
import { servePlayground } from "../support/playground.js";
import { startSession } from "../support/webkit.js";

let server;
let browser;
before(async () => {
  server = await servePlayground();
  browser = await startSession();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Runs a function in the page. */
const run = (work, ...args) => browser.session.executeScript(`return (${work})(...arguments)`, ...args);
const until = (work, ...args) => browser.session.wait(() => run(work, ...args), PATIENCE, `never true: ${work} ${args}`);

const click = (label) =>
  run((text) => [...document.querySelectorAll("button")].find((button) => button.textContent.trim() === text).click(), label);

const shows = (selector, text) => until((where, what) => document.querySelector(where)?.textContent.includes(what), selector, text);

test("WebKitGTK reads and shows a history", async () => {
  await browser.session.get(server.url);
  await shows(".verdict-says", "All valid");
  await shows(".feed .entry", "Two tests in tests/test_colorsys.py fail");
  await until(() => Boolean(document.querySelector(".editor")?.shadowRoot?.querySelector(".cm-content")));

  await run(() => {
    window.breaches = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => window.breaches.push(violatedDirective));
    window.addEventListener("error", ({ message }) => window.breaches.push(message));
  });
  await click("Broken");
  await shows(".verdict-says", "records invalid");
  await shows(".entry-rejected", "expected \"bash_script\"");
  await until(() => Boolean(document.querySelector(".editor").shadowRoot.querySelector(".cm-lintRange-error")));
  for (const [tab, selector] of [["Numbers", "table"], ["Export", ".output"], ["Speed", ".lead"]]) {
    await click(tab);
    await until((where) => document.querySelector(where) !== null, selector);
  }
  await click("Measure");
  await shows(".speed", "Done: medians of all rounds");
  assert.deepEqual(await run(() => window.breaches), []);
});
