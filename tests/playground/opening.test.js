// Ways in: files, the clipboard, addresses, samples; and what stays when one of them fails.

import assert from "node:assert/strict";

import { serveElsewhere } from "../support/elsewhere.js";
import { writeOne } from "../support/history.js";
import { EDITOR, fact, holdBack, inBrowsers, openText, settled } from "../support/playground.js";
import { FIRST, LIST, NDJSON, SHORT } from "../support/playground-texts.js";

inBrowsers(({ visit, server, name }) => {
  visit("the first sample is there", async (page) => {
    await fact(page, "Messages", String(FIRST.length));
    await page.getByText("Two tests in tests/test_colorsys.py fail").last().waitFor();
    await page.getByRole("textbox", EDITOR).waitFor();
  });

  visit("a file with a JSON array", async (page) => {
    await openText(page, "array.json", SHORT, "All valid");
    await fact(page, "Messages", String(FIRST.length));
  });

  visit("a file with NDJSON", async (page) => {
    await openText(page, "lines.ndjson", NDJSON, /valid/);
    await fact(page, "Messages", "40");
  });

  visit("a file with one message", async (page) => {
    await openText(page, "one.json", writeOne(LIST[0]), /valid/);
    await fact(page, "Messages", "1");
  });

  visit("a file dropped on the page", async (page) => {
    const data = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], "dropped.json", { type: "application/json" }));
      return transfer;
    }, SHORT);
    await page.dispatchEvent("main", "dragover", { dataTransfer: data });
    await page.getByText("Drop to open").waitFor();
    await page.dispatchEvent("main", "drop", { dataTransfer: data });
    await page.getByText("dropped.json", { exact: true }).waitFor();
    await page.getByText("Drop to open").waitFor({ state: "detached" });
  });

  visit("a text pasted into the source", async (page) => {
    const editor = page.getByRole("textbox", EDITOR);
    await openText(page, "one.json", writeOne(LIST[0]), /valid/);
    await editor.click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("ControlOrMeta+c");
    await page.getByRole("button", { name: "Short" }).click();
    await page.getByText("short.json", { exact: true }).waitFor();
    await page.getByText("All valid").waitFor();
    await editor.click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("ControlOrMeta+v");
    await fact(page, "Messages", "1");
  });

  visit("the address that the page's own names is opened at once, another when it is asked for", async (page, context) => {
    const address = await serveElsewhere(context, (_, response) => {
      response.writeHead(200, { "content-type": "application/json", "access-control-allow-origin": "*" }).end(SHORT);
    });
    await page.goto(`${server.url}?url=${encodeURIComponent(`${address}/first.json`)}`);
    await page.getByText("first.json", { exact: true }).waitFor();
    await page.getByText("All valid").waitFor();
    await fact(page, "Messages", String(FIRST.length));
    await page.getByRole("button", { name: "URL" }).click();
    await page.getByRole("textbox", { name: "Address of a history" }).fill(`${address}/second.json`);
    await page.getByRole("button", { name: "Fetch" }).click();
    await page.getByText("second.json", { exact: true }).waitFor();
    await page.getByText("All valid").waitFor();

    // Only addresses of the web: the page says so, and shows its sample.
    await page.goto(`${server.url}?url=${encodeURIComponent("file:///etc/hosts")}`);
    await page.getByRole("alert").filter({ hasText: "begin with https:// or http://" }).waitFor();
    await page.getByText("short.json", { exact: true }).waitFor();
  });

  visit("a reading is cancelled, and what was read is shown", async (page, context) => {
    const address = await serveElsewhere(context, (_, response) => {
      response.writeHead(200, { "content-type": "application/json", "access-control-allow-origin": "*" });
      // The rest never comes.
      response.write(`${NDJSON}{`);
    });
    await page.getByRole("button", { name: "URL" }).click();
    await page.getByRole("textbox", { name: "Address of a history" }).fill(`${address}/endless`);
    await page.getByRole("button", { name: "Fetch" }).click();
    await page.getByRole("progressbar", { name: "Read" }).waitFor();
    await fact(page, "Messages", "40");
    // The page answers while it reads.
    await page.getByRole("tab", { name: "Export" }).click();
    await page.getByRole("tab", { name: "Conversation" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText(/^Stopped after/).waitFor();
    await page.locator(".entry").first().getByText(LIST[0].userInput.slice(0, 40)).first().waitFor();
  });

  visit("a reading that breaks off says how much was not read", async (page, context) => {
    const half = NDJSON.slice(0, NDJSON.length / 2);
    const address = await serveElsewhere(context, (_, response) => {
      response.writeHead(200, { "content-type": "application/json", "access-control-allow-origin": "*", "content-length": Buffer.byteLength(NDJSON) });
      response.write(half, () => setTimeout(() => response.destroy(), 300));
    });
    await page.getByRole("button", { name: "URL" }).click();
    await page.getByRole("textbox", { name: "Address of a history" }).fill(`${address}/half.ndjson`);
    await page.getByRole("button", { name: "Fetch" }).click();
    await page.locator(".verdict-says").filter({ hasText: /^Stopped at [45]\d %: [\d.]+ KB not read/ }).waitFor();
    await page.locator(".entry").first().getByText(LIST[0].userInput.slice(0, 40)).first().waitFor();
  }, { expected: /ERR_|NetworkError|network/i });

  visit("a file stays that was opened while a sample was on its way", async (page) => {
    const release = await holdBack(page, "**/broken-*.json");
    const fetched = page.waitForResponse("**/broken-*.json");
    await page.getByRole("button", { name: "Broken" }).click();
    await openText(page, "one.json", writeOne(LIST[0]), /valid/);
    release();
    await (await fetched).finished();
    await settled(page);
    await page.getByText("one.json", { exact: true }).waitFor();
    await fact(page, "Messages", "1");
  });

  // Only there can the tests allow it.
  if (name === "Chromium") {
    visit("the clipboard: what is in it is opened, a report is put into it", async (page) => {
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.evaluate((text) => navigator.clipboard.writeText(text), JSON.stringify({ ...LIST[0], sessionId: 5 }));
      await page.getByRole("button", { name: "Paste" }).click();
      await page.locator(".verdict-says").filter({ hasText: "invalid" }).waitFor();
      await page.getByRole("button", { name: "Copy report" }).click();
      await page.getByText("Copied").waitFor();
      const report = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(report, /^\d+:\d+ \/0\/sessionId: expected a string, found a number\n {2}\| /);
    });
  }
});
