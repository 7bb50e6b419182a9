// The installed package in pages of real browsers, under a strict content security policy. No complaint is allowed.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

import { BROWSERS } from "../support/browsers.js";
import { textCases } from "../support/cases.js";
import { texts } from "../support/conformance.js";
import { keep } from "../support/runtimes.js";
import { serve } from "../support/serve.js";

let server;

before(async () => {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL("bundled.js", import.meta.url))],
    bundle: true,
    minify: true,
    format: "iife",
    write: false,
    plugins: [{ name: "paths of the server", setup: resolvePaths }],
  });
  const html = (script) => `<!doctype html><meta charset="utf-8"><title>t</title><script src="${script}"></script>`;
  server = await serve(
    { "backend-message": new URL(".", import.meta.resolve("backend-message/package.json")), tests: new URL("../", import.meta.url) },
    {
      "/cases.json": { type: "application/json", body: JSON.stringify(textCases.flatMap(({ cases }) => cases)) },
      "/conformance.json": { type: "application/json", body: JSON.stringify(texts) },
      "/bundle.js": { type: "text/javascript", body: bundle.outputFiles[0].text },
      "/bundled.html": { type: "text/html", body: html("/bundle.js") },
      "/favicon.ico": { type: "image/x-icon", body: "" },
    },
  );
});

after(() => server?.close());

function resolvePaths(bundler) {
  bundler.onResolve({ filter: /^\/tests\// }, ({ path }) => ({
    path: fileURLToPath(new URL(path.replace("/tests/", "../"), import.meta.url)),
  }));
}

const PAGES = {
  "a plain page with a module script": "/tests/browser/plain.html",
  "a page with a bundle": "/bundled.html",
  "a module worker": "/tests/browser/worker.html",
  "a service worker": "/tests/browser/service-worker.html",
  "the slim entry": "/tests/browser/slim.html",
};

/** Which of an engine's codecs take part where a short message is a string: none that has a quicker stand-in. */
const CODEC_CALLS = {
  Chromium: { ascii: { encoded: 0, decoded: 0 }, wide: { encoded: 0, decoded: 0 } },
  Firefox: { ascii: { encoded: 1, decoded: 0 }, wide: { encoded: 0, decoded: 0 } },
  // Both texts have words in ASCII.
  WebKitGTK: { ascii: { encoded: 0, decoded: 1 }, wide: { encoded: 0, decoded: 2 } },
};

for (const [name, launch] of Object.entries(BROWSERS)) {
  describe(name, () => {
    let browser;
    let cases;
    const passed = [];
    before(async () => (browser = await launch()));
    after(async () => {
      if (passed.length === Object.keys(PAGES).length) {
        keep({ runtime: name, version: browser.version, tried: passed.join(", "), cases });
      }
      await browser?.close();
    });

    for (const [page, path] of Object.entries(PAGES)) {
      test(page, async () => {
        const { outcome, errors } = await browser.visit(server.url + path);
        assert.deepEqual(errors, []);
        assert.ok(outcome, "the page's script ran");
        assert.deepEqual(outcome.wrong, []);
        assert.deepEqual(outcome.codecCalls, CODEC_CALLS[name]);
        assert.ok(outcome.ran > 500);
        assert.deepEqual(server.complaints, []);
        cases = outcome.ran;
        passed.push(page);
      });
    }

    test("the acceptance cases of the live conversation", async () => {
      const { outcome, errors } = await browser.visit(`${server.url}/tests/browser/live.html`);
      assert.deepEqual(errors, []);
      assert.deepEqual(outcome, { ran: 40, wrong: [] });
      assert.deepEqual(server.complaints, []);
    });
  });
}
