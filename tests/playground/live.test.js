// The live panel: event streams are recognised and played.

import assert from "node:assert/strict";

import { fact, file, holdBack, inBrowsers, openFile, settled } from "../support/playground.js";
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
