// The example that shows a history while it comes: demo/page.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { launchChromium } from "../support/browsers.js";

/**
 * Runs in the page: of what it fetches, all but the first bytes waits for a word. How long a busy machine takes for
 * the page must not matter.
 */
function holdBack(bytes) {
  const { fetch } = window;
  const word = new Promise((resolve) => (window.goOn = resolve));
  window.fetch = async (...request) => {
    let left = bytes;
    const hold = new TransformStream({
      async transform(chunk, controller) {
        const now = chunk.subarray(0, left);
        left -= now.length;
        controller.enqueue(now);
        if (now.length === chunk.length) return;
        await word;
        controller.enqueue(chunk.subarray(now.length));
      },
    });
    return new Response((await fetch(...request)).body.pipeThrough(hold));
  };
}

test("messages are shown as text as they arrive, and rejected ones in their place", async (context) => {
  const directory = mkdtempSync(join(tmpdir(), "slow-page-"));
  context.after(() => rmSync(directory, { recursive: true }));
  const history = readFileSync(new URL("../samples/short.wire.ndjson", import.meta.url), "utf8");
  const [first, ...rest] = history.trimEnd().split("\n");
  const hostile = JSON.stringify({ id: "x", role: "user", sessionId: "s", userInput: "<img src=x onerror=alert(1)>" });
  const file = join(directory, "history.ndjson");
  writeFileSync(file, [first, '{"id":5}', hostile, ...rest, ""].join("\n"));

  const script = fileURLToPath(new URL("../../demo/page/serve.js", import.meta.url));
  const env = { ...process.env, PAUSE: "1" };
  const server = spawn(process.execPath, [script, file], { stdio: ["ignore", "pipe", "inherit"], env });
  context.after(() => server.kill());
  const { value: url } = await createInterface(server.stdout)[Symbol.asyncIterator]().next();

  const browser = await launchChromium();
  context.after(() => browser.close());
  const page = await browser.newPage();
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  // Browsers ask for it unasked.
  await page.route("**/favicon.ico", (route) => route.fulfill({ body: "" }));
  await page.addInitScript(holdBack, Buffer.byteLength(first) + 1);
  await page.goto(url);
  // What is there while more is to come.
  await page.locator("li").first().waitFor();
  const early = await page.evaluate(() => ({
    count: document.querySelectorAll("li").length,
    isOver: document.querySelector("#progress").textContent.endsWith("That is all."),
  }));
  assert.deepEqual(early, { count: 1, isOver: false });
  await page.evaluate(() => window.goOn());
  await page.getByText("That is all.").waitFor();

  const items = await page.locator("li").allInnerTexts();
  assert.match(items[0], /^user\nTwo tests/);
  assert.match(items[1], /^rejected\n2:1 \/1\/role: missing field "role"/);
  assert.equal(items[2].trim(), "user\n<img src=x onerror=alert(1)>");
  assert.equal(await page.locator("img").count(), 0);
  const messages = rest.length + 2;
  assert.match(await page.locator("#progress").innerText(), new RegExp(`^${messages} messages, 1 rejected, `));
  assert.deepEqual(errors, []);
});
