// The live panel: event streams are recognised and played.

import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";

import { EDITOR, fact, file, holdBack, inBrowsers, openAnotherFile, openFile, settled } from "../support/playground.js";
import { FIRST } from "../support/playground-texts.js";

inBrowsers(({ visit }) => {
  visit("a recorded run, played, paused and stepped through; the history repairs what was lost", async (page) => {
    await page.getByRole("tab", { name: "Live" }).click();
    const place = page.locator(".player-place");
    const rows = page.getByRole("region", { name: "Conversation so far" });
    await place.getByText("0 of 171 events").waitFor();
    await page.getByRole("button", { name: "Step" }).click();
    await page.getByRole("button", { name: "Step" }).click();
    await place.getByText("2 of 171 events").waitFor();
    await rows.getByText("Are the tests sound?").waitFor();
    await page.getByLabel("Speed").selectOption("Fast");
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await rows.getByText("TodoWrite").waitFor();
    // What was played can be played again from anywhere.
    await page.getByLabel("Event", { exact: true }).fill("62");
    await rows.locator(".tool-status").getByText("arguments coming").waitFor();
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await page.getByRole("button", { name: "Play again" }).waitFor();
    await page.locator(".player-status").getByText("ready").waitFor();
    await page.locator('.live-event[data-wrong="true"]').getByText("unknown_event").waitFor();
    assert.equal(await rows.getByText("I'll look at the tests first").count(), 0, "pieces of it were lost");
    await page.getByRole("button", { name: "Read the history" }).click();
    await rows.getByText("I'll look at the tests first, and have somebody else look at them too.").waitFor();
    const changed = page.locator(".reconciled li");
    await changed.filter({ hasText: "changed assistant tour-answer-2" }).getByText("userInput").waitFor();
    await changed.filter({ hasText: "added tool" }).first().waitFor();
  });

  visit("an event stream that is opened is played, and what was open stays", async (page) => {
    const frame = (event, data) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    const stream = frame("connected", { sessionId: "s" }) + frame("content", { content: "Hello **there**", assistantMessageId: "a" }) + frame("complete", { messageId: 5 });
    await openFile(page, file("stream.txt", stream));
    await page.getByRole("tab", { name: "Live", selected: true }).waitFor();
    await page.locator(".player-status").getByText("stream.txt").waitFor();
    await page.getByLabel("Event", { exact: true }).fill("2");
    await page.locator(".live-row strong").getByText("there").waitFor();
    assert.equal(await page.getByRole("button", { name: "Read the history" }).count(), 0);
    await page.locator('.live-event[data-wrong="true"]').first().waitFor();
    await fact(page, "Messages", String(FIRST.length));
  });

  visit("an event stream is played, whichever way it comes: pasted into the source, packed, or long", async (page) => {
    const frame = (event, data) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    const stream = (content) => frame("connected", { sessionId: "s" }) + frame("content", { content, assistantMessageId: "a" }) + frame("complete", {});
    const plays = async (name, count) => {
      await page.getByRole("tab", { name: "Live", selected: true }).waitFor();
      await page.locator(".player-status").getByText(name, { exact: true }).waitFor();
      await page.locator(".player-place").getByText(`of ${count} events`).waitFor();
      await page.getByRole("tab", { name: "Conversation" }).click();
    };
    await copy(page, stream("pasted"));
    await page.getByRole("textbox", EDITOR).click();
    await page.keyboard.press("ControlOrMeta+v");
    await plays("Pasted text", "3");
    await openFile(page, { name: "stream.gz", mimeType: "application/gzip", buffer: gzipSync(stream("packed")) });
    await plays("stream.gz", "3");
    const long = frame("connected", { sessionId: "s" }) + frame("content", { content: "and so on. ".repeat(20), assistantMessageId: "a" }).repeat(8_000) + frame("complete", {});
    assert.ok(long.length > 1_500_000);
    await openAnotherFile(page, file("long.txt", long));
    await plays("long.txt", "8,002");
    await page.getByText("short.json", { exact: true }).waitFor();
    await fact(page, "Messages", String(FIRST.length));
  });

  visit("a recorded run that comes late does not bring its panel back", async (page) => {
    const release = await holdBack(page, "**/live.events-*.txt");
    const fetched = page.waitForResponse("**/live.events-*.txt");
    await page.getByRole("tab", { name: "Live" }).click();
    await page.getByRole("tab", { name: "Conversation" }).click();
    release();
    await (await fetched).finished();
    await settled(page);
    await page.getByRole("tab", { name: "Conversation", selected: true }).waitFor();
    await page.getByRole("tab", { name: "Live" }).click();
    await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  });
});

/** Puts a text on the clipboard as visitors do. */
async function copy(page, text) {
  await page.evaluate((value) => {
    const field = Object.assign(document.createElement("textarea"), { value });
    document.body.append(field);
    field.select();
  }, text);
  await page.keyboard.press("ControlOrMeta+c");
  await page.evaluate(() => document.querySelector("body > textarea").remove());
}
