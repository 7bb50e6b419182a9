// axe finds nothing: in light and in dark colours, on a wide page and on a telephone's, in every panel.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import axe from "axe-core";

import { launchChromium } from "../support/browsers.js";
import { openPlayground, servePlayground } from "../support/playground.js";

let server;
let browser;
before(async () => {
  server = await servePlayground();
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await server.close();
});

const LOOKS = {
  "light": { colorScheme: "light" },
  "dark": { colorScheme: "dark" },
  "a tablet": { colorScheme: "light", viewport: { width: 700, height: 900 } },
  "a telephone, light": { colorScheme: "light", viewport: { width: 390, height: 844 } },
  "a telephone, dark": { colorScheme: "dark", viewport: { width: 390, height: 844 } },
};

/** What a panel shows when all of it is there. */
const CONTENTS = {
  Source: ".cm-content",
  Conversation: ".entry .said",
  Live: ".live-event",
  Numbers: ".chart canvas >> nth=1",
  Export: ".output",
  Speed: ".lead",
};

/** All that the panel can show is there: rows, events with issues, and what the history changed. */
async function playToTheEnd(page) {
  const slider = page.getByLabel("Event", { exact: true });
  await slider.fill(await slider.getAttribute("max"));
  await page.getByRole("button", { name: "Read the history" }).click();
  await page.locator(".reconciled li").first().waitFor();
}

for (const [look, options] of Object.entries(LOOKS)) {
  test(`axe finds nothing: ${look}`, async () => {
    const { page, close } = await openPlayground(browser, server.url, { ...options, reducedMotion: "reduce" });
    // The policy forbids the page to run text as code; the driver may.
    await page.evaluate(axe.source);
    const look = async (where) => {
      const { violations, passes } = await page.evaluate(() => window.axe.run());
      assert.ok(passes.length > 0, "axe ran");
      const found = violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join("; ")}`);
      assert.deepEqual(found, []);
    };
    for (const tab of await page.getByRole("tab").allInnerTexts()) {
      await page.getByRole("tab", { name: tab }).click();
      await page.locator(CONTENTS[tab]).first().waitFor();
      if (tab === "Live") await playToTheEnd(page);
      await look(tab);
      const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      assert.equal(isTooWide, false, `${tab} is not wider than the page`);
    }
    await page.getByRole("tab", { name: "Conversation" }).click();
    // One after another, as what is unfolded pushes the others out of the document.
    for (let times = 0; times < 3; times++) await page.locator(".entry details:not([open]) > summary").first().click();
    await look("unfolded");
    await page.getByRole("button", { name: "Broken" }).click();
    await page.getByText("broken.json", { exact: true }).waitFor();
    await page.locator(".entry-rejected").first().waitFor();
    await look("broken");
    await page.getByRole("searchbox").fill("export");
    await page.locator(".filter-outcome").getByText(/ of /).waitFor();
    await page.locator("mark").first().waitFor();
    await look("what is searched for");
    await page.getByRole("button", { name: "URL" }).click();
    await page.getByRole("textbox", { name: "Address of a history" }).fill("ftp://files.example/");
    await page.getByRole("button", { name: "Fetch" }).click();
    await page.getByRole("alert").waitFor();
    await look("an address that failed");
    await page.getByRole("button", { name: "100,000 messages" }).click();
    await page.getByText("100000.ndjson", { exact: true }).waitFor();
    const tab = page.getByRole("tab", { name: "Source" });
    if (await tab.isVisible()) await tab.click();
    await page.locator(".record").nth(2).click();
    await page.getByRole("heading", { name: "Record 2" }).waitFor();
    await look("a record");
    await close();
  });
}
