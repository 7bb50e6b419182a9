// A file of 100 MB, as a file on the disk is opened: read in the worker, with news of how far it is; shown from its
// beginning to its end.

import assert from "node:assert/strict";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { messages, writeOne } from "../support/history.js";
import { BROWSERS, fact, openFile, openPlayground, servePlayground } from "../support/playground.js";

const SIZE = 100_000_000;
const BAD_EVERY = 1_000;

let server;
let directory;
let path;
let records = 0;
let rejected = 0;

before(async () => {
  server = await servePlayground();
  directory = mkdtempSync(join(tmpdir(), "playground-"));
  path = join(directory, "large.ndjson");
  const lines = messages({ seed: 5, messages: 2_000, text: "mixed" }).map((message) => writeOne(message));
  const file = openSync(path, "w");
  for (let size = 0; size < SIZE; ) {
    const block = lines.map((line) => {
      const isBad = ++records % BAD_EVERY === 0;
      if (isBad) rejected++;
      return isBad ? line.replace('"sessionId"', '"session"') : line;
    });
    size += writeSync(file, block.join(""));
  }
  closeSync(file);
  assert.ok(statSync(path).size >= SIZE);
});
after(() => {
  rmSync(directory, { recursive: true, force: true });
  return server.close();
});

for (const [name, launch] of Object.entries(BROWSERS)) {
  test(`${name} reads a file of 100 MB`, async () => {
    const browser = await launch();
    try {
      const { page, close } = await openPlayground(browser, server.url);

      await openFile(page, path);
      const bar = page.getByRole("progressbar", { name: "Read" });
      await bar.waitFor();
      await page.locator(".verdict-says").filter({ hasText: `${rejected} of ${records.toLocaleString("en")} records invalid` }).waitFor();
      await fact(page, "Messages", (records - rejected).toLocaleString("en"));
      await fact(page, "Invalid", rejected.toLocaleString("en"));

      // The messages repeat: that is found behind the reading, however long the text is.
      await page.locator(".verdict-says").filter({ hasText: "10,000+ warnings" }).waitFor();
      await page.getByRole("button", { name: `${rejected} errors` }).click();

      const feed = page.getByRole("region", { name: "Conversation", exact: true });
      await feed.focus();
      await page.keyboard.press("End");
      await feed.locator(".entry-number").getByText(String(records - 1), { exact: true }).waitFor();
      assert.ok((await feed.locator(".virtual-item").count()) < 100, "only what is in view is in the document");
      await page.keyboard.press("Home");
      await feed.locator(".entry-number").getByText("0", { exact: true }).waitFor();

      await page.getByRole("button", { name: /^With problems/ }).click();
      await page.locator(".filter-outcome").getByText(`of ${records.toLocaleString("en")}`).waitFor();
      await page.getByRole("button", { name: "Show all" }).click();

      await page.getByRole("tab", { name: "Numbers" }).click();
      await page.getByRole("table").waitFor();
      await close();
    } finally {
      await browser.close();
    }
  });
}
