// The page as a whole: its layout while a text is read, the keyboard, light and dark.

import assert from "node:assert/strict";

import { file, inBrowsers, openAnotherFile } from "../support/playground.js";
import { FIRST, LONG } from "../support/playground-texts.js";

inBrowsers(({ visit, name }) => {
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

  visit("on a telephone there is a way into everything, and out of it", async (page) => {
    const isInView = (locator) => locator.evaluate((element) => {
      const { left, right } = element.getBoundingClientRect();
      return left >= 0 && right <= innerWidth;
    });
    for (const name of ["Source", "Conversation", "Live", "Numbers", "Export", "Speed"]) {
      const tab = page.getByRole("tab", { name });
      assert.equal(await isInView(tab), true, `${name} can be seen`);
      await tab.click();
      await page.getByRole("tab", { name, selected: true }).waitFor();
    }
    await page.getByRole("button", { name: "URL" }).click();
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await page.getByRole("textbox", { name: "Address of a history" }).waitFor({ state: "detached" });
    await openAnotherFile(page, file("long.json", LONG));
    await page.getByRole("tab", { name: "Source" }).click();
    await page.locator(".record").nth(2).click();
    await page.getByRole("button", { name: "Show in the conversation" }).click();
    await page.getByRole("button", { name: "Show message 2 in the source" }).click();
    await page.getByRole("heading", { name: "Record 2" }).waitFor();
    const close = page.getByRole("button", { name: "Close the record" });
    assert.equal(await isInView(close), true);
    await close.click();
    await page.getByRole("heading", { name: "Record 2" }).waitFor({ state: "detached" });
  }, { viewport: { width: 390, height: 844 } });

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

  visit("the divider is dragged, moved by keys, and remembered", async (page) => {
    const divider = page.getByRole("separator", { name: "Width of the source" });
    const width = () => page.getByRole("region", { name: "Source" }).first().evaluate((source) => Math.round((100 * source.getBoundingClientRect().width) / innerWidth));
    assert.equal(await width(), 45);
    await divider.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal(await width(), 49);
    assert.equal(await divider.getAttribute("aria-valuenow"), "49");
    const { x, y, height } = await divider.boundingBox();
    await page.mouse.move(x + 5, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(1440 * 0.3, y + height / 2, { steps: 4 });
    await page.mouse.up();
    assert.equal(await width(), 30);
    await page.mouse.move(1000, y + height / 2);
    assert.equal(await width(), 30, "it was let go of");
    await page.reload();
    await page.getByText("All valid").waitFor();
    assert.equal(await width(), 30);
    await divider.focus();
    await page.keyboard.press("End");
    assert.equal(await width(), 80);
    await page.keyboard.press("Enter");
    assert.equal(await width(), 45);
    // Firefox’s driver knows no double clicks.
    if (name === "Chromium") {
      await page.keyboard.press("Home");
      await divider.dblclick();
      assert.equal(await width(), 45);
    }
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
