// The page as a whole: its layout while a text is read, the keyboard, light and dark.

import assert from "node:assert/strict";

import { file, inBrowsers, openAnotherFile } from "../support/playground.js";
import { FIRST, LONG } from "../support/playground-texts.js";

inBrowsers(({ visit }) => {
  visit("nothing moves when the reading begins or ends", async (page) => {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await page.evaluate(() => {
        const panels = document.querySelector(".panels");
        window.seen = [];
        window.observer?.disconnect();
        window.observer = new MutationObserver(() =>
          window.seen.push({ isReading: document.querySelector("progress") !== null, top: panels.getBoundingClientRect().top }),
        );
        window.observer.observe(document.querySelector(".verdict"), { childList: true, subtree: true, characterData: true });
      });
      await openAnotherFile(page, file(`${width}.json`, LONG));
      await page.getByText(`${width}.json`, { exact: true }).waitFor();
      await page.locator(".verdict-says").filter({ hasText: /valid/ }).waitFor();
      const seen = await page.evaluate(() => window.seen);
      assert.deepEqual(new Set(seen.map(({ isReading }) => isReading)), new Set([true, false]));
      assert.equal(new Set(seen.map(({ top }) => top)).size, 1, JSON.stringify(seen));
    }
  });

  visit("by keyboard alone", async (page) => {
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "search");
    await page.getByRole("tab", { name: "Conversation" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("tab", { name: "Live", selected: true }).waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("region", { name: "Conversation", exact: true }).focus();
    await page.keyboard.press("End");
    await page.locator(".entry-number").getByText(String(FIRST.length - 1), { exact: true }).waitFor();
  });

  visit("light and dark, kept for the next visit", async (page) => {
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.getByRole("button", { name: "Switch to dark colours" }).click();
    const dark = await paper();
    assert.notEqual(light, dark);
    await page.reload();
    await page.getByText("All valid").waitFor();
    assert.equal(await paper(), dark);
  }, { colorScheme: "light" });
});
