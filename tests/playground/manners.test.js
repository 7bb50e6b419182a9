// Manners: what fails leaves what is open, Tab moves on, minified and packed texts open, links carry texts.

import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";

import { serveElsewhere } from "../support/elsewhere.js";
import { writeOne } from "../support/history.js";
import { EDITOR, fact, file, inBrowsers, openAnotherFile, openFile, openPlayground, openText } from "../support/playground.js";
import { FIRST, LIST, LONG, SHORT } from "../support/playground-texts.js";

const alert = (page, text) => page.getByRole("alert").filter({ hasText: text }).waitFor();

/** What is open is what was open. */
async function assertUntouched(page) {
  await page.getByText("short.json", { exact: true }).waitFor();
  await page.locator(".verdict-says").getByText("All valid").waitFor();
  await fact(page, "Messages", String(FIRST.length));
  assert.match(await page.getByRole("textbox", EDITOR).innerText(), /colorsys/);
}

inBrowsers(({ visit, server, browser }) => {
  visit("an address that fails leaves what is open, and can be mended", async (page, context) => {
    const address = await serveElsewhere(context, (request, response) => {
      if (request.url === "/missing") response.writeHead(404, { "access-control-allow-origin": "*" }).end("no");
      else response.writeHead(200, request.url === "/closed" ? {} : { "access-control-allow-origin": "*" }).end(writeOne(LIST[0]));
    });
    await page.getByRole("textbox", EDITOR).waitFor();
    await page.getByRole("button", { name: "URL" }).click();
    const field = page.getByRole("textbox", { name: "Address of a history" });
    for (const [path, reason] of [["/missing", "The server answered 404"], ["/closed", "its server does not let other pages read it"]]) {
      await field.fill(address + path);
      await page.getByRole("button", { name: "Fetch" }).click();
      await alert(page, reason);
      await assertUntouched(page);
      assert.equal(await field.inputValue(), address + path);
    }
    await page.getByRole("button", { name: "Dismiss" }).click();
    await page.getByRole("alert").waitFor({ state: "detached" });
    await field.fill(`${address}/open`);
    await page.getByRole("button", { name: "Fetch" }).click();
    await fact(page, "Messages", "1");
    // Browsers write to the console that they refused the answer.
  }, { expected: /cross-origin|CORS|ERR_FAILED|404/i });

  visit("an address that never answers can be given up", async (page, context) => {
    const address = await serveElsewhere(context, () => {});
    await page.getByRole("textbox", EDITOR).waitFor();
    await page.getByRole("button", { name: "URL" }).click();
    await page.getByRole("textbox", { name: "Address of a history" }).fill(address);
    await page.getByRole("button", { name: "Fetch" }).click();
    await page.getByText("Waiting for 127.0.0.1").waitFor();
    await assertUntouched(page);
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Waiting for 127.0.0.1").waitFor({ state: "detached" });
    await assertUntouched(page);
  }, { expected: /ERR_|abort/i });

  visit("a clipboard and a file that cannot be read leave what is open", async (page) => {
    await page.getByRole("textbox", EDITOR).waitFor();
    await page.evaluate(() => {
      navigator.clipboard.readText = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
      File.prototype.arrayBuffer = () => Promise.reject(new DOMException("The file is gone.", "NotReadableError"));
    });
    await page.getByRole("button", { name: "Paste" }).click();
    await alert(page, "Click into the source, and paste there");
    await assertUntouched(page);
    await openFile(page, file("gone.json", SHORT));
    await alert(page, "The file is gone");
    await assertUntouched(page);
  });

  visit("Tab leaves the editor, and keys indent", async (page) => {
    await openText(page, "small.txt", "[]\n", "No messages");
    const editor = page.getByRole("textbox", EDITOR);
    await editor.click();
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.press("Tab");
    const isInside = () => page.evaluate(() => document.activeElement?.classList.contains("editor"));
    assert.equal(await isInside(), false);
    assert.equal((await editor.innerText()).trim(), "[]");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await isInside(), true);
    await page.keyboard.press("ControlOrMeta+]");
    await editor.getByText(/^ {2}\[\]/).waitFor();
    assert.match(await editor.getAttribute("aria-description"), /Tab leaves the editor/);
  });

  visit("a minified text is formatted: each problem stays at its place, each number as it was written", async (page) => {
    const text = `[${[{ ...LIST[0], cost: 1 }, { ...LIST[1], sessionId: "MARK" }].map((message) => JSON.stringify(message)).join(",")}]`
      .replace('"cost":1', '"cost":1.50e0')
      .replace('"MARK"', "12345678901234567890");
    await openText(page, "minified.json", text, "1 of 2 records invalid");
    await page.getByRole("region", { name: "Problems" }).first().getByText("expected a string, found a number").click();
    assert.equal(await page.locator(".cm-lintRange-error").first().innerText(), "12345678901234567890");
    await page.locator(".cm-activeLine").getByText(/^ {4}"sessionId": 12345678901234567890,?$/).waitFor();
    await page.getByRole("button", { name: "Unformat" }).click();
    await page.getByRole("button", { name: "Format", exact: true }).waitFor();
    assert.equal(await page.locator(".cm-line").count(), 1);
    await page.getByRole("button", { name: "Format", exact: true }).click();
    await page.locator(".cm-line").getByText('"cost": 1.50e0').waitFor();
  });

  visit("packed files and answers open, short ones in the editor", async (page, context) => {
    await openFile(page, { name: "short.json.gz", mimeType: "application/gzip", buffer: gzipSync(SHORT) });
    await page.getByText("short.json.gz", { exact: true }).waitFor();
    await fact(page, "Messages", String(FIRST.length));
    await page.getByRole("textbox", EDITOR).getByText('"userInput"').first().waitFor();
    await openAnotherFile(page, { name: "long.json.gz", mimeType: "application/gzip", buffer: gzipSync(LONG) });
    await page.getByText("Too long to edit; 1,200 records").waitFor();
    await page.getByText("All valid").waitFor();

    const address = await serveElsewhere(context, (_, response) => {
      response.writeHead(200, { "content-type": "application/gzip", "access-control-allow-origin": "*" }).end(gzipSync(writeOne(LIST[0])));
    });
    await page.goto(`${server.url}?url=${encodeURIComponent(`${address}/one.json.gz`)}`);
    await page.getByText("one.json.gz", { exact: true }).waitFor();
    await fact(page, "Messages", "1");
  });

  visit("a packed file that is cut short says so, and shows what was read", async (page) => {
    const packed = gzipSync(LONG);
    await openFile(page, { name: "cut.json.gz", mimeType: "application/gzip", buffer: packed.subarray(0, packed.length / 2) });
    await page.getByText("cut.json.gz", { exact: true }).waitFor();
    await page.locator(".verdict-says").filter({ hasText: /^Stopped after/ }).waitFor();
    await page.locator(".entry .said").first().waitFor();
  });

  visit("a link carries the text", async (page) => {
    const text = JSON.stringify([{ id: "m", sessionId: "s", role: "user", userInput: "Schöne Grüße 🚀" }], null, 1);
    await openText(page, "small.json", text, /valid/);
    await page.evaluate(() => {
      navigator.clipboard.writeText = async (copied) => {
        window.copied = copied;
      };
    });
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByRole("button", { name: "Link copied" }).waitFor();
    const link = await page.evaluate(() => window.copied);
    assert.ok(link.startsWith(`${server.url}#text=`), link);
    assert.equal(page.url(), link);

    const other = await openPlayground(browser(), link);
    await other.page.getByText("Shared text", { exact: true }).waitFor();
    await other.page.getByRole("textbox", EDITOR).getByText("Schöne Grüße 🚀").waitFor();
    await fact(other.page, "Messages", "1");
    // A link that is followed while the page is open.
    await other.page.getByRole("button", { name: "Broken" }).click();
    await other.page.getByText("broken.json", { exact: true }).waitFor();
    await other.page.evaluate((fragment) => (location.hash = fragment), new URL(link).hash.slice(0, -20));
    await alert(other.page, "This link is damaged");
    await other.page.getByText("broken.json", { exact: true }).waitFor();
    await other.page.evaluate((fragment) => (location.hash = fragment), new URL(link).hash);
    await other.page.getByText("Shared text", { exact: true }).waitFor();
    await other.close();

    await page.getByRole("button", { name: "1 MB" }).click();
    await page.getByText("history.json", { exact: true }).waitFor();
    await page.locator(".verdict-says").getByText(/valid/).waitFor();
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByRole("button", { name: /too large for a link: send the file/ }).waitFor();
  });
});
