// Pictures of every panel, in both colours: to be looked at, in build/playground. A wide page and a telephone's with one or
// two samples; with PICTURES=all, every width with every sample. With UPDATE_PICTURE=1, README's picture is written too.

import assert from "node:assert/strict";
import { mkdirSync, statSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { launchChromium } from "../support/browsers.js";
import { openPlayground, servePlayground } from "../support/playground.js";

const FOLDER = fileURLToPath(new URL("../../build/playground/", import.meta.url));
const PICTURE = fileURLToPath(new URL("../../www/playground.png", import.meta.url));
const isAll = process.env.PICTURES === "all";

let server;
let browser;
before(async () => {
  mkdirSync(FOLDER, { recursive: true });
  server = await servePlayground();
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await server.close();
});

/** Heights, by widths. */
const SIZES = isAll ? { 1440: 900, 1024: 768, 768: 1024, 390: 844 } : { 1440: 900, 390: 844 };
/** What each sample is called when it is open. */
const SAMPLES = { "Short": "short.json", "Broken": "broken.json", "1 MB": "history.json", "100,000 messages": "100000.ndjson" };
const shown = isAll ? Object.keys(SAMPLES) : ["Short", "Broken"];

/** What a panel shows when all of it is there. */
const CONTENTS = {
  Source: ".cm-content, .record-gist:not(:empty)",
  Conversation: ".entry .said, .entry-rejected",
  Live: ".live-event",
  Numbers: ".chart canvas >> nth=1",
  Export: ".exporting .output",
  Speed: ".lead",
};

for (const [width, height] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${width} pixels, ${colorScheme}`, async () => {
      const viewport = { width: Number(width), height };
      const { page, close } = await openPlayground(browser, server.url, { viewport, colorScheme, reducedMotion: "reduce", deviceScaleFactor: width === "390" ? 2 : 1 });
      await page.evaluate(() => document.fonts.ready);
      const shoot = async (...names) => {
        const path = `${FOLDER}${[width, colorScheme, ...names].join("-").replaceAll(/[ ,]/g, "")}.png`;
        await page.screenshot({ path });
        assert.ok(statSync(path).size > 10_000, "there is something in the picture");
      };
      const show = async (tab) => {
        await page.getByRole("tab", { name: tab }).click();
        await page.locator(CONTENTS[tab]).first().waitFor();
      };
      for (const sample of shown) {
        await page.getByRole("button", { name: sample, exact: true }).click();
        await page.getByText(SAMPLES[sample], { exact: true }).waitFor();
        await page.locator(".verdict-says").filter({ hasText: /valid/ }).waitFor();
        for (const tab of await page.getByRole("tab").allInnerTexts()) {
          await show(tab);
          if (tab === "Live") await page.getByLabel("Event", { exact: true }).fill("120");
          await shoot(sample, tab);
          if (tab !== "Conversation" || sample !== "Short") continue;
          await page.locator("details.tool > summary").first().click();
          await shoot(sample, "tool-call");
          await page.getByRole("searchbox").fill("round");
          await page.locator(".filter-outcome").getByText(/ of /).waitFor();
          await page.locator("mark").first().waitFor();
          await shoot(sample, "search");
          await page.getByRole("button", { name: "Show all" }).click();
        }
      }
      // It takes seconds, and looks the same in either colour.
      if (isAll || colorScheme === "light") {
        await page.getByRole("button", { name: "Measure" }).click();
        await page.getByText("Done: medians of all rounds").waitFor({ timeout: 300_000 });
        await shoot("measured");
      }
      await page.getByRole("button", { name: "URL" }).click();
      await page.getByRole("textbox", { name: "Address of a history" }).fill("ftp://files.example/history.json");
      await page.getByRole("button", { name: "Fetch" }).click();
      await page.getByRole("alert").waitFor();
      await shoot("notice");
      if (width === "1440" && colorScheme === "light" && process.env.UPDATE_PICTURE === "1") await updatePicture(page);
      await close();
    });
  }
}

/** README's picture: a broken history, a problem that was chosen, and its place in the conversation. */
async function updatePicture(page) {
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Broken" }).click();
  await page.locator(".verdict-says").filter({ hasText: "records invalid" }).waitFor();
  await page.getByRole("tab", { name: "Conversation" }).click();
  await page.locator(".entry-rejected").first().waitFor();
  await page.getByRole("region", { name: "Problems" }).first().getByText('expected "bash_script", "sub_agent"').click();
  await page.locator(".cm-lintRange-error").first().waitFor();
  await page.getByRole("region", { name: "Conversation", exact: true }).hover();
  await page.mouse.wheel(0, -283);
  await page.mouse.move(0, 0);
  // The list settles when scrolling rests.
  await page.waitForTimeout(500);
  await page.screenshot({ path: PICTURE });
}
